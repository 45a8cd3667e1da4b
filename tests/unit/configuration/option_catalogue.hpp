#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <backbone/options.hpp>

#include "configuration/yaml_text.hpp"

namespace backbone::configuration::test {

/// All options that are described, with their defaults in the landscape prod.
class OptionCatalogue final : public OptionSection
{
  public:
    struct Option
    {
        std::string path;
        /// As YAML writes it.
        std::string default_value;
        /// Part of an element of a list or map, which is empty by default.
        bool is_of_element = false;
    };

    Landscape landscape() const override { return Landscape::prod; }
    void check(std::string_view /*key*/, bool /*holds*/, std::string_view /*message*/) override {}
    const std::vector<Option>& options() const { return options_; }

  private:
    void add(std::string_view key, const OptionValue& option) override { remember(key, yaml_scalar(option.text())); }
    void add(std::string_view key, const OptionList& option) override { remember(key, yaml_list(option.texts())); }
    void add_section(std::string_view key, const Describe& describe_inner) override { enter(key, describe_inner); }
    void add_sections(std::string_view key, const std::function<void()>& /*clear*/,
                      const Describe& describe_element) override
    {
        remember(key, "[]");
        enter_element(key, describe_element);
    }
    void add_entries(std::string_view key, const std::function<void()>& /*clear*/,
                     const DescribeEntry& describe_entry) override
    {
        remember(key, "{}");
        enter_element(key, [&](OptionSection& entries) { describe_entry(entries, "<name>"); });
    }

    void remember(std::string_view key, std::string default_value)
    {
        options_.push_back({path_ + std::string(key), std::move(default_value), is_of_element_});
    }
    void enter(std::string_view key, const Describe& describe_inner)
    {
        const std::string outer = path_;
        path_ += std::string(key) + ".";
        describe_inner(*this);
        path_ = outer;
    }
    void enter_element(std::string_view key, const Describe& describe_element)
    {
        // The levels of a tree are all alike.
        if (key != "<name>" && path_.find("." + std::string(key) + ".") != std::string::npos) return;
        const bool outer = is_of_element_;
        is_of_element_ = true;
        enter(key, describe_element);
        is_of_element_ = outer;
    }

    std::vector<Option> options_;
    std::string path_;
    bool is_of_element_ = false;
};

}  // namespace backbone::configuration::test
