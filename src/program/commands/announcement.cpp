// docs/protocol/admin.md §8
#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <ostream>
#include <stdexcept>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <announcements/announcements.hpp>
#include <backbone/audit.hpp>
#include <backbone/binding.hpp>
#include <backbone/language.hpp>

#include "program/announcement_dialog.hpp"
#include "program/commands/commands.hpp"
#include "program/invocation.hpp"
#include "program/offline_program.hpp"
#include "program/one_by_one.hpp"
#include "program/output.hpp"

namespace backbone::program {
namespace {

using announcements::Announcement;
using announcements::AnnouncementContent;
using announcements::AnnouncementId;
using announcements::AnnouncementText;
using announcements::Severity;

/// Longer ones would make a table unreadable.
constexpr std::size_t kMaximumTitle = 60;

std::string as_json(const Announcement& announcement)
{
    const AnnouncementContent& content = announcement.content;
    IndentedObject json;
    json.member("id", announcement.id);
    json.member("createdAt", announcement.created_at);
    json.member("expiresAt", content.expires_at);
    json.member("severity", static_cast<std::int32_t>(content.severity));
    json.member("texts", content.texts);
    json.member("recipients", content.recipients);
    json.member("actions", content.actions);
    json.member("iqlQuery", content.iql_query);
    json.member("isSilent", content.is_silent);
    return json.text();
}

/// The English one.
std::string title_of(const Announcement& announcement)
{
    const auto& texts = announcement.content.texts;
    const auto english = std::ranges::find(texts, kDefaultLanguage, &AnnouncementText::language);
    std::string title = english == texts.end() ? std::string() : english->title;
    if (title.size() <= kMaximumTitle) return title;
    std::size_t end = kMaximumTitle;
    while ((static_cast<unsigned char>(title[end]) & 0xC0U) == 0x80U) --end;
    return title.substr(0, end) + "…";
}

std::string table_of(const std::vector<Announcement>& announcements)
{
    Table table({"ID", "CREATED AT", "EXPIRES AT", "SEVERITY", "SILENT", "RECIPIENTS", "TITLE"});
    for (const Announcement& announcement : announcements) {
        const AnnouncementContent& content = announcement.content;
        table.add({std::string(announcement.id.text()), announcement.created_at.to_string(),
                   content.expires_at ? content.expires_at->to_string() : "-", std::string(name_of(content.severity)),
                   content.is_silent ? "yes" : "no",
                   content.recipients.empty() ? "all" : fmt::format("{}", content.recipients.size()),
                   title_of(announcement)});
    }
    return table.text();
}

void write_announcement(const Announcement& announcement, OutputFormat format, std::ostream& out)
{
    out << (format == OutputFormat::json ? as_json(announcement) : table_of({announcement}));
}

AnnouncementId id_of(const std::string& text)
{
    const auto id = AnnouncementId::parse(text);
    if (!id) throw WrongUsage(fmt::format("'{}' is no id of an announcement", text));
    return *id;
}

struct SendArguments
{
    std::string file;
    std::string severity;
    std::string expiration;
    std::string iql_query;
    std::vector<std::string> recipients;
    std::vector<std::tuple<std::string, std::string, std::string>> texts;
    bool is_silent = false;
    OutputFormat format = OutputFormat::json;
};

/// The name in any case, or the number.
Severity severity_of(const std::string& text)
{
    for (const auto& [value, name] : kNames<Severity>) {
        if (input::equal_ignoring_case(text, name) || text == fmt::format("{}", static_cast<int>(value))) return value;
    }
    throw WrongUsage(fmt::format("--severity must be Low, Medium or High, not '{}'", text));
}

/// The option may have a value.
bool silence_of(const std::string& text)
{
    if (text.empty() || input::equal_ignoring_case(text, "true")) return true;
    if (input::equal_ignoring_case(text, "false")) return false;
    throw CLI::ValidationError("--silent", fmt::format("must be true or false, not '{}'", text));
}

Timestamp expiration_of(const std::string& text)
{
    const auto time = Timestamp::parse(text);
    if (!time) throw WrongUsage(fmt::format("--expiration needs a time such as 2030-12-31T23:59:59Z, not '{}'", text));
    return *time;
}

IdentityAddress recipient_of(const std::string& text)
{
    auto address = IdentityAddress::parse(text);
    if (!address) throw WrongUsage(fmt::format("--recipients needs addresses, and '{}' is none", text));
    return std::move(*address);
}

AnnouncementContent content_of(const SendArguments& arguments)
{
    AnnouncementContent content;
    content.severity = severity_of(arguments.severity);
    content.is_silent = arguments.is_silent;
    if (!arguments.expiration.empty()) content.expires_at = expiration_of(arguments.expiration);
    if (!arguments.iql_query.empty()) content.iql_query = arguments.iql_query;
    for (const std::string& recipient : arguments.recipients) content.recipients.push_back(recipient_of(recipient));
    for (const auto& [language, title, body] : arguments.texts) content.texts.push_back({language, title, body});
    return content;
}

/// A file with the body of `POST /api/v1/Announcements`, or `-` for the standard input.
AnnouncementContent content_in(const std::string& file, std::istream& in)
{
    Request request;
    request.headers = {{"Content-Type", "application/json"}};
    if (file == "-") {
        request.body.assign(std::istreambuf_iterator<char>(in), {});
    } else {
        std::ifstream stream(file, std::ios::binary);
        if (!stream) throw std::runtime_error(fmt::format("cannot read '{}'", file));
        request.body.assign(std::istreambuf_iterator<char>(stream), {});
    }
    return announcements::read_announcement(request);
}

int send(const Invocation& invocation, const SendArguments& arguments)
{
    Terminal& terminal = invocation.terminal();
    const Configuration configuration = invocation.load_configuration();
    AnnouncementContent content =
        arguments.file.empty() ? content_of(arguments) : content_in(arguments.file, terminal.in);
    OfflineProgram program(configuration);
    if (arguments.file.empty() && content.texts.empty()) {
        AnnouncementDialog dialog(terminal.in, terminal.err);
        content.texts = dialog.ask_for_texts();
        if (!dialog.confirm(content.texts)) {
            terminal.err << "Nothing was sent.\n";
            return kSuccess;
        }
    }
    const Announcement announcement = program.database().connect()->transaction(
        [&](Transaction& tx) { return announcements::create_announcement(tx, kCommandLineOperator, content); });
    write_announcement(announcement, arguments.format, terminal.out);
    terminal.err << fmt::format("The announcement {} was sent.\n", announcement.id.text());
    return kSuccess;
}

void add_send_command(CLI::App& group, Invocation& invocation)
{
    CLI::App& command =
        *group.add_subcommand("send", "Send an announcement; without --text and --file it asks for the texts");
    invocation.add_configuration_option(command);
    const auto arguments = std::make_shared<SendArguments>();
    CLI::Option* const file =
        command
            .add_option("--file", arguments->file, "JSON as of POST /api/v1/Announcements; - reads the standard input")
            ->option_text("FILE");
    CLI::Option* const severity =
        command.add_option("--severity", arguments->severity, "How important it is")->option_text("Low|Medium|High");
    command.add_option("--text", arguments->texts, "Title and body in a language, such as en; may be repeated")
        ->option_text("LANGUAGE TITLE BODY")
        ->excludes(file);
    command.add_option("--expiration", arguments->expiration, "When it may be deleted (default: never)")
        ->option_text("TIME")
        ->excludes(file);
    command
        .add_option_function<std::string>(
            "--silent", [arguments](const std::string& text) { arguments->is_silent = silence_of(text); },
            "Tell nobody by a push")
        ->option_text("[true|false]")
        ->expected(0, 1)
        ->excludes(file);
    command.add_option("--iql-query,--iqlQuery", arguments->iql_query, "By which apps decide whether to show it")
        ->option_text("QUERY")
        ->excludes(file);
    command.add_option("--recipients", arguments->recipients, "Addresses of those who see it (default: everybody)")
        ->option_text("ADDRESS ...")
        ->excludes(file);
    severity->excludes(file);
    Invocation::add_output_option(command, arguments->format);
    invocation.on_call(command, [&invocation, arguments] {
        if (arguments->file.empty() && arguments->severity.empty()) {
            throw WrongUsage("--severity is required, or --file");
        }
        return send(invocation, *arguments);
    });
}

void add_list_command(CLI::App& group, Invocation& invocation)
{
    CLI::App& command = *group.add_subcommand("list", "Show all announcements, oldest first");
    invocation.add_configuration_option(command);
    const auto format = std::make_shared<OutputFormat>(OutputFormat::table);
    Invocation::add_output_option(command, *format);
    invocation.on_call(command, [&invocation, format] {
        const Configuration configuration = invocation.load_configuration();
        OfflineProgram program(configuration);
        const auto all = announcements::list_announcements(program.database().connect()->queries());
        std::ostream& out = invocation.terminal().out;
        if (*format == OutputFormat::table) out << table_of(all);
        if (*format == OutputFormat::json) {
            for (const Announcement& announcement : all) out << as_json(announcement);
        }
        return kSuccess;
    });
}

void add_show_command(CLI::App& group, Invocation& invocation)
{
    CLI::App& command = *group.add_subcommand("show", "Show an announcement with all its texts");
    invocation.add_configuration_option(command);
    const auto id = std::make_shared<std::string>();
    command.add_option("ID,--id", *id, "Id of the announcement")->required()->option_text(" ");
    const auto format = std::make_shared<OutputFormat>(OutputFormat::json);
    Invocation::add_output_option(command, *format);
    invocation.on_call(command, [&invocation, id, format] {
        const AnnouncementId announcement = id_of(*id);
        const Configuration configuration = invocation.load_configuration();
        OfflineProgram program(configuration);
        write_announcement(announcements::get_announcement(program.database().connect()->queries(), announcement),
                           *format, invocation.terminal().out);
        return kSuccess;
    });
}

void add_delete_command(CLI::App& group, Invocation& invocation)
{
    CLI::App& command = *group.add_subcommand("delete", "Delete an announcement; nobody is told");
    invocation.add_configuration_option(command);
    struct Arguments
    {
        std::string id;
        bool is_confirmed = false;
    };
    const auto arguments = std::make_shared<Arguments>();
    command.add_option("ID,--id", arguments->id, "Id of the announcement")->required()->option_text(" ");
    add_confirmation(command, arguments->is_confirmed);
    invocation.on_call(command, [&invocation, arguments] {
        const AnnouncementId announcement = id_of(arguments->id);
        const Configuration configuration = invocation.load_configuration();
        const std::string question = fmt::format("Delete the announcement {}?", announcement.text());
        if (!is_wanted(arguments->is_confirmed, question, invocation.terminal())) return kFailure;
        OfflineProgram program(configuration);
        program.database().connect()->transaction(
            [&](Transaction& tx) { announcements::delete_announcement(tx, kCommandLineOperator, announcement); });
        invocation.terminal().out << fmt::format("The announcement {} was deleted.\n", announcement.text());
        return kSuccess;
    });
}

}  // namespace

void add_announcement_commands(CLI::App& program, Invocation& invocation)
{
    CLI::App& group = *program.add_subcommand("announcement", "Send, look at and delete announcements");
    group.require_subcommand(1);
    add_send_command(group, invocation);
    add_list_command(group, invocation);
    add_show_command(group, invocation);
    add_delete_command(group, invocation);
}

}  // namespace backbone::program
