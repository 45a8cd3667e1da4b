#include "integration/command_line/program_calls.hpp"

#include <stdlib.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

namespace backbone::program::test {

Installation::Installation()
{
    std::string name = (std::filesystem::temp_directory_path() / "backbone-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder");
    folder_ = name;
    constexpr const char* kConfiguration = R"(landscape: dev
did_domain: localhost
database: {{connection: {0}/test.sqlite}}
authentication: {{generated_key_folder: {0}}}
admin: {{api_keys: [s3cr3t]}}
logging: {{level: off}}
)";
    const std::string file = write("dev.yaml", fmt::format(kConfiguration, folder_.string()));
    environment = {{"BACKBONE_CONFIG", file}};
}

Installation::~Installation()
{
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::string Installation::write(const std::string& name, const std::string& text) const
{
    const std::filesystem::path path = folder_ / name;
    std::ofstream(path) << text;
    return path.string();
}

Outcome Installation::call(const std::vector<std::string>& arguments, const std::string& input) const
{
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    Terminal terminal{in, out, err, environment};
    const int exit_code = run_command_line(arguments, terminal);
    return {exit_code, out.str(), err.str()};
}

}  // namespace backbone::program::test
