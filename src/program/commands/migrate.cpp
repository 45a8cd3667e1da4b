#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "database/database.hpp"
#include "database/migrations.hpp"
#include "program/commands/commands.hpp"
#include "program/invocation.hpp"
#include "program/schema.hpp"

namespace backbone::program {
namespace {

/// A database that is used without the modules.
class BareDatabase
{
  public:
    explicit BareDatabase(const database::Options& options)
        : database_(database::open(options, {events_, clock_, random_, observer_, outbox_}))
    {}

    Database& get() { return *database_; }

  private:
    EventHandlers events_;
    SystemClock clock_;
    SystemRandom random_;
    database::NoObserver observer_;
    outbox::Signal outbox_;
    std::unique_ptr<Database> database_;
};

int migrate(const database::Options& options, const Terminal& terminal)
{
    BareDatabase database(options);
    const database::MigrationReport report = bring_up_to_date(
        database.get(), options.backend, [&](const std::string& error) { terminal.err << error << std::endl; });
    for (const std::string& name : report.applied) terminal.out << "applied " << name << "\n";
    terminal.out << "The schema is up to date.\n";
    return kSuccess;
}

int check(const database::Options& options, std::ostream& out)
{
    BareDatabase database(options);
    const database::SchemaState state = database::schema_state(database.get(), options.backend);
    for (const std::string& name : state.applied) out << "applied " << name << "\n";
    for (const std::string& name : state.pending) out << "pending " << name << "\n";
    for (const std::string& name : state.unknown) out << "unknown " << name << "\n";
    for (const std::string& name : state.changed) out << "changed " << name << "\n";
    return state.is_current() ? kSuccess : kFailure;
}

}  // namespace

void add_migrate_command(CLI::App& program, Invocation& invocation)
{
    CLI::App& command = *program.add_subcommand("migrate", "Bring the database's schema up to date");
    invocation.add_configuration_option(command);
    const auto only_checks = std::make_shared<bool>(false);
    command.add_flag("--check", *only_checks, "Change nothing; exit code 1 unless the schema is up to date");
    invocation.on_call(command, [&invocation, only_checks] {
        const database::Options options = invocation.load_configuration().database;
        const Terminal& terminal = invocation.terminal();
        return *only_checks ? check(options, terminal.out) : migrate(options, terminal);
    });
}

}  // namespace backbone::program
