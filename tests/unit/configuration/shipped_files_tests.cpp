#include <algorithm>
#include <sstream>

#include <catch2/catch.hpp>

#include <devices/options.hpp>
#include <messages/options.hpp>
#include <relationships/options.hpp>

#include "configuration/text_file.hpp"
#include "configuration/units.hpp"
#include "support/source_statements.hpp"
#include "unit/configuration/loading.hpp"
#include "unit/configuration/option_catalogue.hpp"

using namespace backbone;
using namespace backbone::configuration;
using namespace backbone::configuration::test;
using namespace std::chrono_literals;

namespace {

std::string path_of(const std::string& file)
{
    return (testing::source_root() / file).string();
}

Configuration load_shipped(const std::string& file, const Environment& environment = {})
{
    Configuration configuration;
    configuration.modules = program::module_options();
    configuration::load(configuration, path_of(file), environment);
    return configuration;
}

std::vector<OptionCatalogue::Option> all_options()
{
    Configuration configuration;
    configuration.modules = program::module_options();
    OptionCatalogue catalogue;
    describe(catalogue, configuration);
    return catalogue.options();
}

const DocumentNode* find_node(const DocumentNode& root, const std::string& path)
{
    const DocumentNode* node = &root;
    std::istringstream levels(path);
    for (std::string level; node && std::getline(levels, level, '.');) node = node->member(level);
    return node;
}

/// As YAML writes it.
std::string text_of(const DocumentNode& node)
{
    if (node.kind == DocumentNode::Kind::scalar) return yaml_scalar(node.text);
    if (node.kind == DocumentNode::Kind::map) return node.members.empty() ? "{}" : "a section";
    std::vector<std::string> texts;
    for (const DocumentNode& element : node.elements) texts.push_back(element.text);
    return yaml_list(texts);
}

std::size_t count_of_options(const DocumentNode& node)
{
    if (node.kind != DocumentNode::Kind::map || node.members.empty()) return 1;
    std::size_t count = 0;
    for (const auto& [name, member] : node.members) count += count_of_options(member);
    return count;
}

/// The same value in the same unit.
bool mean_the_same(const std::string& left, const std::string& right)
{
    if (left == right) return true;
    const auto durations = std::pair(parse_duration(left), parse_duration(right));
    const auto sizes = std::pair(parse_size(left), parse_size(right));
    return (durations.first && durations.first == durations.second) || (sizes.first && sizes.first == sizes.second);
}

const Environment kSecrets{{"BACKBONE_DID_DOMAIN", "enmeshed.example"},
                           {"BACKBONE_DATABASE__CONNECTION", "postgresql://backbone@database/backbone"},
                           {"BACKBONE_AUTHENTICATION__SIGNING_KEYS", "-----BEGIN PRIVATE KEY-----"},
                           {"BACKBONE_ADMIN__API_KEYS", "kR7vZ2qLx9TnB4wHcY6m"}};

}  // namespace

TEST_CASE("The annotated configuration names every option with its default", "[configuration]")
{
    const std::string yaml = read_text_file(path_of("config/backbone.yaml"));
    const Document document = parse_document("config/backbone.yaml", yaml);
    REQUIRE(document.problems.empty());
    std::size_t count = 0;
    for (const auto& [path, default_value, is_of_element] : all_options()) {
        INFO(path);
        if (is_of_element) {
            const std::string name = path.substr(path.rfind('.') + 1);
            const bool is_explained = name == "<name>" || yaml.find(" " + name + ": ") != std::string::npos;
            CHECK(is_explained);
            continue;
        }
        ++count;
        const DocumentNode* node = find_node(document.root, path);
        REQUIRE(node);
        const std::string written = text_of(*node);
        INFO(written << " is written, " << default_value << " is the default");
        CHECK(mean_the_same(written, default_value));
    }
    CHECK(count_of_options(document.root) == count);
}

TEST_CASE("The annotated configuration lacks only what is required", "[configuration]")
{
    std::vector<std::string> options;
    try {
        load_shipped("config/backbone.yaml");
    } catch (const InvalidConfiguration& invalid) {
        for (const Problem& problem : invalid.problems()) options.push_back(problem.option);
    }
    CHECK(options == std::vector<std::string>{"did_domain", "authentication.signing_keys", "admin.api_keys"});
}

TEST_CASE("No option is named like the file of another one", "[configuration]")
{
    const auto options = all_options();
    for (const auto& option : options) {
        const auto is_its_file = [&](const auto& other) { return other.path == option.path + "_file"; };
        INFO(option.path);
        CHECK(std::ranges::none_of(options, is_its_file));
    }
}

TEST_CASE("The configuration for developers is complete", "[configuration]")
{
    const Configuration dev = load_shipped("config/dev.yaml");
    CHECK(dev.landscape == Landscape::dev);
    CHECK(dev.did_domain == "localhost");
    CHECK(dev.http.consumer.port == 8081);
    CHECK(dev.http.admin.port == 8082);
    CHECK(dev.migrate_at_start);
    CHECK(dev.admin.api_keys == std::vector<std::string>{"test"});
    REQUIRE(dev.seed.clients.size() == 1);
    CHECK(dev.seed.clients[0].id == "test");
    CHECK(dev.seed.clients[0].secret == "test");
    CHECK(dev.seed.clients[0].default_tier == "Basic");
    const auto& devices = dev.modules.get<devices::DevicesOptions>();
    CHECK(devices.push.dummy_enabled);
    CHECK(devices.notification_texts.at("TestCode").size() == 2);
    CHECK(dev.modules.get<messages::MessagesOptions>().max_recipients == 5);
}

TEST_CASE("The configurations for containers need nothing but their secrets", "[configuration]")
{
    const std::string file = GENERATE("config/stage.yaml", "config/prod.yaml");
    CHECK(load_shipped(file, kSecrets).database.backend == database::Backend::postgresql);
    CHECK_THROWS_AS(load_shipped(file), InvalidConfiguration);
}

TEST_CASE("The configuration of the contract tests is that of the recorded server", "[configuration]")
{
    const Configuration server = load_shipped("tests/contract/server.yaml");
    CHECK(server.did_domain == "localhost");
    CHECK(server.authentication.token_lifetime == 300s);
    CHECK(server.authentication.lockout.failures == 3);
    CHECK(server.authentication.lockout.duration == 10min);
    CHECK(server.authentication.password_policy.minimum_length == 10);
    CHECK(server.authentication.password_policy.needs_all_classes);
    CHECK(server.paging.default_size == 50);
    CHECK(server.paging.maximum == 200);
    CHECK(server.http.consumer.cors.exposed_headers.empty());
    const auto& devices = server.modules.get<devices::DevicesOptions>();
    CHECK(devices.push.dummy_enabled);
    CHECK(devices.push.sse_enabled);
    CHECK_FALSE(devices.push.fcm.enabled);
    CHECK_FALSE(devices.push.apns.enabled);
    const auto& messages = server.modules.get<messages::MessagesOptions>();
    CHECK(messages.max_recipients == 20);
    CHECK(messages.max_unreceived_messages_from_one_sender == 20);
    const auto& references = server.modules.get<relationships::RelationshipsOptions>().public_template_references;
    REQUIRE(references.size() == 3);
    CHECK(references[0].client_id == "test");
    CHECK(references[2].title == "c");
    CHECK(references[2].truncated_reference == "Reference");
}
