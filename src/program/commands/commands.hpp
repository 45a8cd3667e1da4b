#pragma once

namespace CLI {
class App;
}

namespace backbone::program {

class Invocation;

/// Each adds one command, or one group of commands, to the program.
void add_serve_command(CLI::App& program, Invocation& invocation);
void add_migrate_command(CLI::App& program, Invocation& invocation);
void add_client_commands(CLI::App& program, Invocation& invocation);
void add_announcement_commands(CLI::App& program, Invocation& invocation);
void add_token_commands(CLI::App& program, Invocation& invocation);
void add_database_commands(CLI::App& program, Invocation& invocation);
void add_tier_commands(CLI::App& program, Invocation& invocation);
void add_identity_commands(CLI::App& program, Invocation& invocation);
void add_deletion_commands(CLI::App& program, Invocation& invocation);
void add_quota_commands(CLI::App& program, Invocation& invocation);
void add_config_commands(CLI::App& program, Invocation& invocation);
void add_job_commands(CLI::App& program, Invocation& invocation);
void add_outbox_commands(CLI::App& program, Invocation& invocation);
void add_version_command(CLI::App& program, Invocation& invocation);

}  // namespace backbone::program
