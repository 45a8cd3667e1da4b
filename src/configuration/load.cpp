#include "configuration/load.hpp"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "configuration/text_file.hpp"

namespace backbone::configuration {
namespace {

std::string read(const std::string& file)
{
    try {
        return read_text_file(file);
    } catch (const std::system_error& error) {
        throw InvalidConfiguration({{file, {}, fmt::format("cannot be read: {}", error.code().message())}});
    }
}

/// The options of a document that is no section at all cannot be told from missing ones.
bool is_usable(const Document& document)
{
    return document.root.kind == DocumentNode::Kind::map || document.root.kind == DocumentNode::Kind::null;
}

void require_usable(Document& document)
{
    if (document.problems.empty() && !is_usable(document)) {
        document.problems.push_back({document.name, {}, "expected sections, found a list or a single value"});
    }
    if (!document.problems.empty()) throw InvalidConfiguration(document.problems);
}

}  // namespace

std::vector<EffectiveOption> load_text(Configuration& configuration, const std::string& name, const std::string& yaml,
                                       const Environment& environment)
{
    Document document = parse_document(name, yaml);
    require_usable(document);
    std::vector<Problem> problems;
    EnvironmentNode variables = environment_tree(environment, problems);
    Loading loading{document, std::move(variables), configuration.landscape, std::move(problems)};

    SectionLoader root(loading, {{}, 0, &document, &document.root, &loading.environment});
    describe(root, configuration);
    root.report_unknown_names();
    report_unused_variables(loading.environment, loading.known_variables, loading.problems);
    if (!loading.problems.empty()) throw InvalidConfiguration(std::move(loading.problems));
    return std::move(loading.effective);
}

std::vector<EffectiveOption> load(Configuration& configuration, const std::string& file, const Environment& environment)
{
    return load_text(configuration, file, read(file), environment);
}

std::string to_yaml(const std::vector<EffectiveOption>& options)
{
    constexpr std::size_t kOriginColumn = 64;
    std::string yaml;
    for (const EffectiveOption& option : options) {
        std::string line(2 * option.depth, ' ');
        if (option.begins_element) line[line.size() - 2] = '-';
        line += fmt::format("{}:{}{}", option.name, option.value.empty() ? "" : " ", option.value);
        if (!option.origin.empty())
            line += fmt::format("{:{}}  # {}", "", kOriginColumn - std::min(kOriginColumn, line.size()), option.origin);
        yaml += line + "\n";
    }
    return yaml;
}

}  // namespace backbone::configuration
