#include "program/invocation.hpp"

#include <array>
#include <filesystem>
#include <stdexcept>

#include <CLI/CLI.hpp>

#include "configuration/load.hpp"
#include "program/module_options.hpp"

namespace backbone::program {
namespace {

constexpr auto kUsualFiles = std::to_array<std::string_view>({"/etc/backbone/backbone.yaml", "backbone.yaml"});

}  // namespace

void Invocation::add_configuration_option(CLI::App& command)
{
    command
        .add_option("--config", configuration_option_,
                    "Configuration file; else BACKBONE_CONFIG, /etc/backbone/backbone.yaml or ./backbone.yaml")
        ->option_text("FILE")
        ->take_last();
}

void Invocation::add_output_option(CLI::App& command, OutputFormat& format)
{
    const auto choose = [&format](const std::string& name) {
        format = name == "json" ? OutputFormat::json : OutputFormat::table;
    };
    command.add_option_function<std::string>("--output", choose, "How to write the data")
        ->check(CLI::IsMember({"json", "table"}).description(""))
        ->option_text("json|table");
}

void Invocation::on_call(CLI::App& command, std::function<int()> work)
{
    command.callback([this, work = std::move(work)] { work_ = work; });
}

std::string Invocation::configuration_file() const
{
    if (!configuration_option_.empty()) return configuration_option_;
    for (const auto& [name, value] : terminal_.environment) {
        if (name == "BACKBONE_CONFIG" && !value.empty()) return value;
    }
    for (const std::string_view file : kUsualFiles) {
        std::error_code error;
        if (std::filesystem::exists(file, error)) return std::string(file);
    }
    throw std::runtime_error(
        "there is no configuration: name a file with --config or BACKBONE_CONFIG, or make /etc/backbone/backbone.yaml "
        "or ./backbone.yaml");
}

Configuration Invocation::load_configuration() const
{
    Configuration configuration;
    load_configuration(configuration);
    return configuration;
}

std::vector<configuration::EffectiveOption> Invocation::load_configuration(Configuration& configuration) const
{
    configuration.modules = module_options();
    return configuration::load(configuration, configuration_file(), terminal_.environment);
}

}  // namespace backbone::program
