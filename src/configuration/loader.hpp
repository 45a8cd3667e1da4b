#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <backbone/options.hpp>

#include "configuration/document.hpp"
#include "configuration/environment_variables.hpp"
#include "configuration/problem.hpp"

namespace backbone::configuration {

/// A line of the effective configuration: an option, or the name of a section.
struct EffectiveOption
{
    /// Number of sections around it.
    std::size_t depth = 0;
    std::string name;
    /// In YAML; `***` for a secret; empty for the name of a section.
    std::string value;
    /// Where the value comes from; empty for the name of a section.
    std::string origin;
    /// The first option of a list's element.
    bool begins_element = false;
};

/// What one run of loading shares: the sources, and what was found in them.
struct Loading
{
    const Document& document;
    EnvironmentNode environment;
    /// Already set when the sections that depend on it are described.
    const Landscape& landscape;

    std::vector<Problem> problems{};
    std::vector<EffectiveOption> effective{};
    /// The variables of all options that were described.
    std::vector<std::string> known_variables{};
    /// YAML texts of environment variables; nodes of them are referred to.
    std::deque<Document> variable_documents{};
};

/// A level of the configuration while it is filled from the file and the environment, which wins.
class SectionLoader final : public OptionSection
{
  public:
    /// Where a level stands; null where a source has nothing for it.
    struct Position
    {
        std::string path;
        std::size_t depth;
        const Document* document;
        const DocumentNode* node;
        EnvironmentNode* environment;
    };

    SectionLoader(Loading& loading, Position position);

    Landscape landscape() const override { return loading_.landscape; }
    void check(std::string_view key, bool holds, std::string_view message) override;

    /// To be called when everything was described: reports names that no option has.
    void report_unknown_names();

  private:
    /// A value that was found, and where.
    struct Found
    {
        std::string text;
        std::string place;
    };
    /// A list or section that was found.
    struct FoundNode
    {
        const Document* document = nullptr;
        const DocumentNode* node = nullptr;
        std::string place;
    };

    void add(std::string_view key, const OptionValue& option) override;
    void add(std::string_view key, const OptionList& option) override;
    void add_section(std::string_view key, const Describe& describe_inner) override;
    void add_sections(std::string_view key, const std::function<void()>& clear,
                      const Describe& describe_element) override;
    void add_entries(std::string_view key, const std::function<void()>& clear,
                     const DescribeEntry& describe_entry) override;

    std::string path_of(std::string_view key) const;
    std::string place_of(const Document& document, const DocumentNode& node) const;
    /// The place of the key, or of this level where it is not set.
    std::string place_of(std::string_view key) const;
    const DocumentNode* node_of(std::string_view key) const;
    EnvironmentNode* environment_of(std::string_view key) const;
    void remember(std::string_view key);
    void report(std::string_view key, std::string place, std::string message);
    /// A refused value would only be complained of again.
    bool is_refused(std::string_view key) const;
    void show(std::string name, std::string value, std::string origin);

    std::optional<Found> in_environment(std::string_view key);
    std::optional<Found> read_file_of(std::string_view key, EnvironmentNode::Variable& variable);
    std::optional<Found> find_value(std::string_view key, const OptionValue& option);
    std::optional<FoundNode> find_node(std::string_view key, DocumentNode::Kind kind, std::string_view expected);
    void append_all(std::string_view key, const OptionList& option, const FoundNode& list);
    void describe_level(Position position, const Describe& describe_level_inside);

    Loading& loading_;
    Position position_;
    std::vector<std::string> keys_;
    std::vector<std::string> refused_keys_;
};

/// Reports the variables that no option used.
void report_unused_variables(const EnvironmentNode& node, const std::vector<std::string>& known_variables,
                             std::vector<Problem>& problems);

}  // namespace backbone::configuration
