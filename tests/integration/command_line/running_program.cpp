#include "integration/command_line/running_program.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <fstream>
#include <functional>
#include <iterator>
#include <thread>
#include <vector>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

namespace backbone::program::test {
namespace {

using namespace std::chrono_literals;

bool eventually(const std::function<bool()>& holds)
{
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(2ms);
    }
    return true;
}

/// The form in which the operating system takes lists of texts.
std::vector<char*> pointers_to(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> variables_of(const Installation& installation)
{
    std::vector<std::string> variables{"BACKBONE_HTTP__CONSUMER__ADDRESS=127.0.0.1", "BACKBONE_HTTP__CONSUMER__PORT=0",
                                       "BACKBONE_HTTP__ADMIN__ADDRESS=127.0.0.1", "BACKBONE_HTTP__ADMIN__PORT=0",
                                       "BACKBONE_LOGGING__LEVEL=info"};
    for (const auto& [name, value] : installation.environment) {
        // The later one of two with the same name would not count.
        std::erase_if(variables, [&, &sought = name](const auto& text) { return text.starts_with(sought + "="); });
        variables.push_back(name + "=" + value);
    }
    return variables;
}

}  // namespace

RunningProgram::RunningProgram(const Installation& installation) : output_((installation.folder() / "output").string())
{
    std::vector<std::string> arguments{BACKBONE_PROGRAM, "serve"};
    std::vector<std::string> variables = variables_of(installation);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    const int error = posix_spawn(&process_, BACKBONE_PROGRAM, &actions, nullptr, pointers_to(arguments).data(),
                                  pointers_to(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    REQUIRE(error == 0);
}

RunningProgram::~RunningProgram()
{
    if (has_ended()) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
}

std::uint16_t RunningProgram::wait_until_ready()
{
    if (!says(R"("message":"ready")")) return 0;
    std::ifstream file(output_);
    for (std::string line; std::getline(file, line);) {
        const boost::json::object entry = boost::json::parse(line).as_object();
        if (entry.at("message") == "ready") {
            return entry.at("fields").at("consumer_port").to_number<std::uint16_t>();
        }
    }
    return 0;
}

bool RunningProgram::says(std::string_view text)
{
    return eventually([&] { return output().find(text) != std::string::npos || has_ended(); }) &&
           output().find(text) != std::string::npos;
}

std::string RunningProgram::output() const
{
    std::ifstream file(output_);
    return {std::istreambuf_iterator<char>(file), {}};
}

void RunningProgram::signal(int number) const
{
    ::kill(process_, number);
}

bool RunningProgram::has_ended()
{
    int status = 0;
    if (!status_ && ::waitpid(process_, &status, WNOHANG) == process_) {
        status_ = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
    }
    return status_.has_value();
}

int RunningProgram::wait_for_end()
{
    REQUIRE(eventually([this] { return has_ended(); }));
    return *status_;
}

TcpConnection::TcpConnection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{.tv_sec = 30, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    is_open_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
}

TcpConnection::~TcpConnection()
{
    ::close(socket_);
}

void TcpConnection::send(std::string_view bytes) const
{
    CHECK(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
}

std::string TcpConnection::receive_until(std::string_view end) const
{
    std::string received;
    std::array<char, 4096> room{};
    for (ssize_t count = 0; (count = ::recv(socket_, room.data(), room.size(), 0)) > 0;) {
        received.append(room.data(), static_cast<std::size_t>(count));
        if (!end.empty() && received.ends_with(end)) break;
    }
    return received;
}

std::string TcpConnection::receive_all() const
{
    return receive_until({});
}

}  // namespace backbone::program::test
