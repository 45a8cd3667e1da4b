#include "configuration/loader.hpp"

#include <algorithm>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

#include "configuration/similar.hpp"
#include "configuration/text_file.hpp"
#include "configuration/yaml_text.hpp"

namespace backbone::configuration {
namespace {

constexpr std::string_view kFileSuffix = "_file";
constexpr std::size_t kLongestShownText = 60;

std::string joined_path(std::string_view path, std::string_view key)
{
    return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

std::string not_expected(std::string_view expected, std::string_view text, bool is_secret)
{
    if (is_secret) return fmt::format("expected {}", expected);
    if (text.empty()) return fmt::format("expected {}, found nothing", expected);
    const std::string_view shown = text.substr(0, kLongestShownText);
    return fmt::format("expected {}, found '{}{}'", expected, shown, shown.size() < text.size() ? "…" : "");
}

void remove_line_end(std::string& text)
{
    if (text.ends_with('\n')) text.pop_back();
    if (text.ends_with('\r')) text.pop_back();
}

}  // namespace

SectionLoader::SectionLoader(Loading& loading, Position position) : loading_(loading), position_(std::move(position)) {}

void SectionLoader::check(std::string_view key, bool holds, std::string_view message)
{
    if (!holds && !is_refused(key)) {
        loading_.problems.push_back({place_of(key), path_of(key), std::string(message)});
    }
}

void SectionLoader::add(std::string_view key, const OptionValue& option)
{
    remember(key);
    std::string origin = "default";
    if (const auto found = find_value(key, option)) {
        origin = found->place;
        if (!option.assign(found->text)) {
            report(key, found->place, not_expected(option.expected, found->text, option.is_secret));
        }
    } else if (!is_refused(key) && !option.assign(option.text())) {
        report(key, place_of(key), fmt::format("is required: {}", option.expected));
    }
    show(std::string(key), option.is_secret ? std::string(kMasked) : yaml_scalar(option.text()), std::move(origin));
}

void SectionLoader::add(std::string_view key, const OptionList& option)
{
    remember(key);
    std::string origin = "default";
    if (const auto found = find_node(key, DocumentNode::Kind::list, "a list")) {
        origin = found->place;
        append_all(key, option, *found);
    }
    const std::vector<std::string> texts = option.texts();
    const bool is_masked = option.is_secret && !texts.empty();
    show(std::string(key), is_masked ? fmt::format("[{}]", kMasked) : yaml_list(texts), std::move(origin));
}

void SectionLoader::append_all(std::string_view key, const OptionList& option, const FoundNode& list)
{
    option.clear();
    for (const DocumentNode& element : list.node->elements) {
        const std::string place = place_of(*list.document, element);
        if (element.kind != DocumentNode::Kind::scalar) {
            report(key, place, fmt::format("expected {}, found {}", option.expected, name_of_kind(element.kind)));
        } else if (!option.append(element.text)) {
            report(key, place, not_expected(option.expected, element.text, option.is_secret));
        }
    }
}

void SectionLoader::add_section(std::string_view key, const Describe& describe_inner)
{
    remember(key);
    show(std::string(key), {}, {});
    const DocumentNode* node = node_of(key);
    if (node && node->kind != DocumentNode::Kind::map) {
        if (node->kind != DocumentNode::Kind::null) {
            report(key, place_of(key), fmt::format("expected a section, found {}", name_of_kind(node->kind)));
        }
        node = nullptr;
    }
    describe_level({path_of(key), position_.depth + 1, position_.document, node, environment_of(key)}, describe_inner);
}

void SectionLoader::add_sections(std::string_view key, const std::function<void()>& clear,
                                 const Describe& describe_element)
{
    remember(key);
    const auto found = find_node(key, DocumentNode::Kind::list, "a list");
    EnvironmentNode* const environment = environment_of(key);
    const std::size_t in_file = found && found->node ? found->node->elements.size() : 0;
    const auto element_of_environment = [&](std::size_t index) {
        return environment ? environment->child(std::to_string(index)) : nullptr;
    };
    if (in_file == 0 && !element_of_environment(0)) {
        if (found) clear();
        show(std::string(key), "[]", found ? found->place : "default");
        return;
    }
    show(std::string(key), {}, {});
    clear();
    for (std::size_t index = 0; index < in_file || element_of_environment(index); ++index) {
        const DocumentNode* const node = index < in_file ? &found->node->elements[index] : nullptr;
        if (node && node->kind != DocumentNode::Kind::map) {
            report(key, place_of(*found->document, *node),
                   fmt::format("expected a section, found {}", name_of_kind(node->kind)));
            continue;
        }
        const std::size_t first_line = loading_.effective.size();
        describe_level({fmt::format("{}[{}]", path_of(key), index), position_.depth + 2,
                        found ? found->document : position_.document, node, element_of_environment(index)},
                       describe_element);
        if (first_line < loading_.effective.size()) loading_.effective[first_line].begins_element = true;
    }
}

void SectionLoader::add_entries(std::string_view key, const std::function<void()>& clear,
                                const DescribeEntry& describe_entry)
{
    remember(key);
    const auto found = find_node(key, DocumentNode::Kind::map, "a section");
    EnvironmentNode* const environment = environment_of(key);
    std::vector<std::string> names;
    if (found && found->node) {
        for (const auto& [name, value] : found->node->members) names.push_back(name);
    }
    if (environment) {
        for (const auto& [name, value] : environment->children) {
            const bool is_known = std::ranges::any_of(
                names, [&, &sought = name](const auto& known) { return lower_case(known) == sought; });
            if (!is_known) names.push_back(name);
        }
    }
    if (names.empty()) {
        if (found) clear();
        show(std::string(key), "{}", found ? found->place : "default");
        return;
    }
    show(std::string(key), {}, {});
    clear();
    describe_level({path_of(key), position_.depth + 1, found ? found->document : position_.document,
                    found ? found->node : nullptr, environment},
                   [&](OptionSection& entries) {
                       for (const std::string& name : names) describe_entry(entries, name);
                   });
}

void SectionLoader::describe_level(Position position, const Describe& describe_level_inside)
{
    SectionLoader level(loading_, std::move(position));
    describe_level_inside(level);
    level.report_unknown_names();
}

std::optional<SectionLoader::Found> SectionLoader::in_environment(std::string_view key)
{
    EnvironmentNode* const direct = environment_of(key);
    EnvironmentNode* const file = environment_of(fmt::format("{}{}", key, kFileSuffix));
    const bool has_file = file && file->variable;
    if (direct && direct->variable) {
        direct->variable->is_used = true;
        if (has_file) {
            file->variable->is_used = true;
            report(key, file->variable->name, fmt::format("{} is set as well", direct->variable->name));
        }
        return Found{direct->variable->value, direct->variable->name};
    }
    return has_file ? read_file_of(key, *file->variable) : std::nullopt;
}

std::optional<SectionLoader::Found> SectionLoader::read_file_of(std::string_view key,
                                                                EnvironmentNode::Variable& variable)
{
    variable.is_used = true;
    try {
        std::string text = read_text_file(variable.value);
        remove_line_end(text);
        return Found{std::move(text), variable.name};
    } catch (const std::system_error& error) {
        report(key, variable.name,
               fmt::format("the file '{}' cannot be read: {}", variable.value, error.code().message()));
        return std::nullopt;
    }
}

std::optional<SectionLoader::Found> SectionLoader::find_value(std::string_view key, const OptionValue& option)
{
    if (auto found = in_environment(key)) return found;
    const DocumentNode* const node = node_of(key);
    if (!node) return std::nullopt;
    if (node->kind == DocumentNode::Kind::scalar) return Found{node->text, place_of(*position_.document, *node)};
    report(key, place_of(key), fmt::format("expected {}, found {}", option.expected, name_of_kind(node->kind)));
    return std::nullopt;
}

std::optional<SectionLoader::FoundNode> SectionLoader::find_node(std::string_view key, DocumentNode::Kind kind,
                                                                 std::string_view expected)
{
    const Document* document = position_.document;
    const DocumentNode* node = node_of(key);
    std::string place = place_of(key);
    if (const auto found = in_environment(key)) {
        document = &loading_.variable_documents.emplace_back(kind == DocumentNode::Kind::list
                                                                 ? parse_list(found->place, found->text)
                                                                 : parse_document(found->place, found->text));
        std::ranges::copy(document->problems, std::back_inserter(loading_.problems));
        node = &document->root;
        place = found->place;
    }
    if (!node) return std::nullopt;
    if (node->kind == kind) return FoundNode{document, node, std::move(place)};
    if (node->kind != DocumentNode::Kind::null) {
        report(key, place, fmt::format("expected {}, found {}", expected, name_of_kind(node->kind)));
    }
    static const DocumentNode kEmpty;
    return FoundNode{document, &kEmpty, std::move(place)};
}

void SectionLoader::report_unknown_names()
{
    if (!position_.node) return;
    for (const auto& [name, value] : position_.node->members) {
        if (std::ranges::find(keys_, name) != keys_.end()) continue;
        report(name, place_of(*position_.document, value), "no option has this name" + did_you_mean(name, keys_));
    }
}

std::string SectionLoader::path_of(std::string_view key) const
{
    return joined_path(position_.path, key);
}

std::string SectionLoader::place_of(const Document& document, const DocumentNode& node) const
{
    // The text of a variable is short; its lines would not help.
    return &document == &loading_.document ? document.place_of(node) : document.name;
}

std::string SectionLoader::place_of(std::string_view key) const
{
    EnvironmentNode* const environment = environment_of(key);
    if (environment && environment->variable) return environment->variable->name;
    if (const DocumentNode* node = node_of(key)) return place_of(*position_.document, *node);
    return position_.node && position_.depth > 0 ? place_of(*position_.document, *position_.node)
                                                 : position_.document->name;
}

const DocumentNode* SectionLoader::node_of(std::string_view key) const
{
    return position_.node ? position_.node->member(key) : nullptr;
}

EnvironmentNode* SectionLoader::environment_of(std::string_view key) const
{
    return position_.environment ? position_.environment->child(key) : nullptr;
}

void SectionLoader::remember(std::string_view key)
{
    keys_.emplace_back(key);
    loading_.known_variables.push_back(variable_name(path_of(key)));
}

void SectionLoader::report(std::string_view key, std::string place, std::string message)
{
    refused_keys_.emplace_back(key);
    loading_.problems.push_back({std::move(place), path_of(key), std::move(message)});
}

bool SectionLoader::is_refused(std::string_view key) const
{
    return std::ranges::find(refused_keys_, key) != refused_keys_.end();
}

void SectionLoader::show(std::string name, std::string value, std::string origin)
{
    loading_.effective.push_back({position_.depth, std::move(name), std::move(value), std::move(origin)});
}

void report_unused_variables(const EnvironmentNode& node, const std::vector<std::string>& known_variables,
                             std::vector<Problem>& problems)
{
    if (node.variable && !node.variable->is_used) {
        const std::string& name = node.variable->name;
        const bool is_section = std::ranges::find(known_variables, name) != known_variables.end();
        problems.push_back({name,
                            {},
                            is_section ? "names a section, not a single option"
                                       : "no option has this name" + did_you_mean(name, known_variables)});
    }
    for (const auto& [level, child] : node.children) report_unused_variables(child, known_variables, problems);
}

}  // namespace backbone::configuration
