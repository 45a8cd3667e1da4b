#include <chrono>
#include <csignal>
#include <filesystem>
#include <regex>
#include <string>

#include <catch2/catch.hpp>

#include <backbone/environment.hpp>

#include "integration/command_line/running_program.hpp"

using namespace backbone::program::test;

namespace {

std::string answer_to(std::uint16_t port, const std::string& request)
{
    const TcpConnection connection(port);
    connection.send(request);
    return connection.receive_all();
}

std::string get(std::uint16_t port, const std::string& path)
{
    return answer_to(port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
}

/// Good for a request without an access token.
std::string token_body()
{
    return R"({"expiresAt":")" + (backbone::SystemClock().now() + std::chrono::minutes(4)).to_string() + R"("})";
}

/// The header of a request that is complete with the body behind it.
std::string header_for(const std::string& body, const std::string& more = {})
{
    return "POST /api/v2/Tokens HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: "
           "close\r\n" +
           more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
}

/// Sends the header and returns when the server has it and waits for the body.
void begin(const TcpConnection& connection, const std::string& body)
{
    connection.send(header_for(body, "Expect: 100-continue\r\n"));
    REQUIRE(connection.receive_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
}

std::string token_in(const std::string& answer)
{
    std::smatch found;
    return std::regex_search(answer, found, std::regex("TOK[A-Za-z0-9]{17}")) ? found.str() : std::string();
}

}  // namespace

TEST_CASE("A server goes on after a restart where it was", "[command_line]")
{
    const Installation installation;
    std::string token;
    {
        RunningProgram program(installation);
        const auto port = program.wait_until_ready();
        INFO(program.output());
        REQUIRE(port != 0);
        CHECK_THAT(get(port, "/health/ready"), Catch::StartsWith("HTTP/1.1 200 ") && Catch::EndsWith("Healthy"));
        const std::string body = token_body();
        token = token_in(answer_to(port, header_for(body) + body));
        program.signal(SIGTERM);
        CHECK(program.wait_for_end() == 0);
        CHECK_THAT(program.output(), Catch::Contains(R"("message":"stopped")"));
    }
    RunningProgram again(installation);
    const auto port = again.wait_until_ready();
    REQUIRE(port != 0);
    CHECK_THAT(get(port, "/api/v2/Tokens/" + token), Catch::StartsWith("HTTP/1.1 200 ") && Catch::Contains(token));
    again.signal(SIGINT);
    CHECK(again.wait_for_end() == 0);
}

TEST_CASE("The database is for nobody but the server's own user", "[command_line]")
{
    using std::filesystem::perms;
    const Installation installation;
    RunningProgram program(installation);
    REQUIRE(program.wait_until_ready() != 0);
    const auto file = std::filesystem::status(installation.folder() / "test.sqlite");
    CHECK((file.permissions() & (perms::group_all | perms::others_all)) == perms::none);
    program.signal(SIGTERM);
    CHECK(program.wait_for_end() == 0);
}

TEST_CASE("A request that a stopping server has begun is answered", "[command_line]")
{
    const Installation installation;
    RunningProgram program(installation);
    const auto port = program.wait_until_ready();
    REQUIRE(port != 0);
    const TcpConnection connection(port);
    const std::string body = token_body();
    begin(connection, body);
    program.signal(SIGTERM);
    REQUIRE(program.says(R"("message":"stopping")"));
    CHECK_FALSE(program.has_ended());
    connection.send(body);
    CHECK_THAT(connection.receive_all(),
               Catch::StartsWith("HTTP/1.1 201 ") && Catch::Contains("\r\nConnection: close\r\n"));
    CHECK(program.wait_for_end() == 0);
    CHECK_FALSE(TcpConnection(port).is_open());
}

TEST_CASE("Who presses Ctrl-C twice does not wait", "[command_line]")
{
    const Installation installation;
    RunningProgram program(installation);
    const auto port = program.wait_until_ready();
    REQUIRE(port != 0);
    const TcpConnection connection(port);
    begin(connection, token_body());
    program.signal(SIGINT);
    REQUIRE(program.says(R"("message":"stopping")"));
    program.signal(SIGINT);
    CHECK(program.wait_for_end() == 128 + SIGINT);
}

TEST_CASE("A server that waits for its database can be stopped", "[command_line]")
{
    Installation installation;
    installation.environment.emplace_back("BACKBONE_DATABASE__BACKEND", "postgresql");
    installation.environment.emplace_back("BACKBONE_DATABASE__CONNECTION", "postgresql://nobody@127.0.0.1:1/nothing");
    RunningProgram program(installation);
    REQUIRE(program.says("cannot migrate yet"));
    program.signal(SIGTERM);
    CHECK(program.wait_for_end() == 128 + SIGTERM);
}

TEST_CASE("A server reads its certificates again when it is told to", "[command_line]")
{
    const Installation installation;
    RunningProgram program(installation);
    const auto port = program.wait_until_ready();
    REQUIRE(port != 0);
    program.signal(SIGHUP);
    CHECK(program.says(R"("message":"read the certificates again")"));
    CHECK_THAT(get(port, "/health/live"), Catch::StartsWith("HTTP/1.1 200 "));
    program.signal(SIGTERM);
    CHECK(program.wait_for_end() == 0);
}

TEST_CASE("A server that cannot start says why", "[command_line]")
{
    const auto [variable, value, reason] = GENERATE(table<std::string, std::string, std::string>({
        {"BACKBONE_HTTP__ADMIN__ADDRESS", "192.0.2.1",
         "backbone: cannot listen on 192.0.2.1 port 0: Cannot assign requested address\n"},
        {"BACKBONE_DATABASE__MIGRATE_AT_START", "false", "Run 'backbone migrate' first.\n"},
        {"BACKBONE_DATABASE__CONNECTION", "/nowhere/backbone.sqlite",
         "backbone: connect: the database file '/nowhere/backbone.sqlite' cannot be used: Cannot establish connection "
         "to "
         "the database. unable to open database file\n"},
        {"BACKBONE_AUTHENTICATION__GENERATED_KEY_FOLDER", "/dev/null/keys",
         "backbone: The folder /dev/null/keys cannot be made: Not a directory.\n"},
        {"BACKBONE_AUTHENTICATION__SIGNING_KEYS", "[nonsense]", "it holds no private key in PEM form.\n"},
        {"BACKBONE_CONFIG", "/nowhere/backbone.yaml",
         "The configuration cannot be used:\n  /nowhere/backbone.yaml: cannot be read: No such file or directory\n"},
        {"BACKBONE_SEED__CLIENTS__0__ID", "test", "seed.clients[0].secret: is required: a text that is not empty\n"},
    }));
    Installation installation;
    std::erase_if(installation.environment, [&, &name = variable](const auto& known) { return known.first == name; });
    installation.environment.emplace_back(variable, value);
    RunningProgram program(installation);
    CHECK(program.wait_for_end() == 1);
    CHECK_THAT(program.output(), Catch::Contains(reason));
}
