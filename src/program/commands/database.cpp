// docs/protocol/admin.md §8
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <exports/exports.hpp>

#include "program/commands/commands.hpp"
#include "program/invocation.hpp"
#include "program/offline_program.hpp"
#include "program/zip_file.hpp"

namespace backbone::program {
namespace {

namespace fs = std::filesystem;

struct ExportArguments
{
    bool is_sensitive = false;
    std::string file;
};

fs::path temporary_folder(const configuration::Environment& environment)
{
    for (const auto& [name, value] : environment) {
        if (name == "TMPDIR" && !value.empty()) return value;
    }
    return "/tmp";
}

/// The folder for exports that nobody named; it is ours, and earlier exports in it are gone.
fs::path empty_export_folder(const configuration::Environment& environment)
{
    const fs::path parent = temporary_folder(environment) / "enmeshed";
    const fs::path folder = parent / "backbone";
    fs::create_directories(folder);
    for (const fs::path& mine : {parent, folder}) {
        // Throws when the folder belongs to somebody else, who could read or exchange what is in it.
        fs::permissions(mine, fs::perms::owner_all);
    }
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().filename().string().starts_with("export-")) fs::remove(entry.path());
    }
    return folder;
}

fs::path path_of_export(const ExportArguments& arguments, const configuration::Environment& environment, Timestamp now)
{
    if (!arguments.file.empty()) return arguments.file;
    return empty_export_folder(environment) /
           fmt::format("export-{:%Y%m%d_%H%M%S}.zip", fmt::gmtime(static_cast<std::time_t>(now.seconds())));
}

int export_database(const Configuration& configuration, const ExportArguments& arguments, Terminal& terminal)
{
    using exports::Privacy;
    OfflineProgram program(configuration);
    const auto connection = program.database().connect();
    const fs::path path = path_of_export(arguments, terminal.environment, program.clock().now());
    ZipFile zip(path);
    for (const exports::Export& table : exports::all()) {
        zip.begin_file(std::string(table.file));
        const std::int64_t rows = table.write(
            connection->queries(), arguments.is_sensitive ? Privacy::show_identities : Privacy::hide_identities,
            [&](std::string_view piece) { zip.write(piece); });
        zip.end_file();
        terminal.err << fmt::format("{}: {} rows\n", table.file, rows) << std::flush;
    }
    zip.complete();
    terminal.out << path.string() << '\n';
    terminal.err << fmt::format("To copy it out of a pod: kubectl cp <namespace>/<pod>:{} {}\n", path.string(),
                                path.filename().string());
    return kSuccess;
}

}  // namespace

void add_database_commands(CLI::App& program, Invocation& invocation)
{
    CLI::App& group = *program.add_subcommand("database", "Take data out of the database");
    group.require_subcommand(1);
    CLI::App& command = *group.add_subcommand("export", "Write a ZIP archive with CSV files for statistics");
    invocation.add_configuration_option(command);
    const auto arguments = std::make_shared<ExportArguments>();
    command.add_flag("--sensitive", arguments->is_sensitive, "With ids and addresses, which are left empty otherwise");
    command.add_option("--file", arguments->file, "The archive (default: in the folder for temporary files)")
        ->option_text("FILE");
    invocation.on_call(command, [&invocation, arguments] {
        return export_database(invocation.load_configuration(), *arguments, invocation.terminal());
    });
}

}  // namespace backbone::program
