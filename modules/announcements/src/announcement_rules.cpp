#include "announcement_rules.hpp"

#include <algorithm>
#include <set>

#include <backbone/binding.hpp>
#include <backbone/error.hpp>
#include <backbone/language.hpp>
#include <backbone/text.hpp>

namespace backbone::announcements {
namespace {

constexpr std::size_t kMaximumIqlQuery = 1000;
constexpr std::size_t kMaximumRecipients = 100;
constexpr std::size_t kMaximumLink = 300;
constexpr std::size_t kMaximumDisplayName = 30;

void check_not_blank(std::string_view name, const std::string& text)
{
    if (input::is_blank(text)) throw invalid_property(name, "must not be empty");
}

void check_iql_query(const AnnouncementContent& content)
{
    if (content.iql_query && utf16_length(*content.iql_query) > kMaximumIqlQuery) {
        throw rule_violated(codes::kInvalidIqlQueryLength, "The IQL query must have at most 1000 characters.");
    }
}

void check_numbers(const AnnouncementContent& content)
{
    if (std::ranges::find(content.texts, kDefaultLanguage, &AnnouncementText::language) == content.texts.end()) {
        throw invalid_property("texts", "must contain an English text");
    }
    if (content.recipients.size() > kMaximumRecipients) {
        throw invalid_property("recipients", "must not be more than 100");
    }
}

void check_text(const AnnouncementText& text)
{
    if (!is_language(text.language)) throw invalid_property("language", "is no known language");
    check_not_blank("title", text.title);
    check_not_blank("body", text.body);
}

void check_recipient(const IdentityAddress& recipient)
{
    if (recipient.is_nil()) throw invalid_property("recipients", "must be valid addresses");
}

void check_action(const AnnouncementAction& action)
{
    check_not_blank("link", action.link);
    if (utf16_length(action.link) > kMaximumLink) {
        throw rule_violated(codes::kLinkTooLong, "'link' must have at most 300 characters.");
    }
    if (!action.display_names.contains(std::string(kDefaultLanguage))) {
        throw invalid_property("displayName", "must contain an English name");
    }
    const auto has_wrong_length = [](const auto& name) {
        return name.second.empty() || utf16_length(name.second) > kMaximumDisplayName;
    };
    if (std::ranges::any_of(action.display_names, has_wrong_length)) {
        throw invalid_property("displayName", "must have between 1 and 30 characters");
    }
    const auto has_line_break = [](const auto& name) { return name.second.find_first_of("\r\n") != std::string::npos; };
    if (std::ranges::any_of(action.display_names, has_line_break)) {
        throw invalid_property("displayName", "must not contain line breaks");
    }
}

void check_silence(const AnnouncementContent& content)
{
    if (content.iql_query && !content.is_silent) {
        throw rule_violated(codes::kNonSilentCannotHaveIqlQuery, "An announcement with an IQL query must be silent.");
    }
}

void check_languages(const AnnouncementAction& action)
{
    const auto is_unknown = [](const auto& name) { return !is_language(name.first); };
    if (std::ranges::any_of(action.display_names, is_unknown)) {
        throw rule_violated(codes::kInvalidLanguage, "The language of a display name is no known language.");
    }
}

/// The recorded server fails on these, so nothing else is to be reported before.
void check_repetitions(const AnnouncementContent& content)
{
    std::set<std::string_view> languages;
    for (const AnnouncementText& text : content.texts) {
        if (!languages.insert(text.language).second) throw invalid_property("texts", "must differ in their languages");
    }
    const std::set<IdentityAddress> recipients(content.recipients.begin(), content.recipients.end());
    if (recipients.size() < content.recipients.size()) throw invalid_property("recipients", "must not repeat");
}

}  // namespace

void check(const AnnouncementContent& content)
{
    check_iql_query(content);
    check_numbers(content);
    std::ranges::for_each(content.texts, check_text);
    std::ranges::for_each(content.recipients, check_recipient);
    std::ranges::for_each(content.actions, check_action);
    check_silence(content);
    std::ranges::for_each(content.actions, check_languages);
    check_repetitions(content);
}

}  // namespace backbone::announcements
