#include "program/announcement_dialog.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include <announcements/announcements.hpp>
#include <backbone/binding.hpp>
#include <backbone/language.hpp>

namespace backbone::program {

using announcements::AnnouncementText;

namespace {

std::string_view refusal_of_blank(const std::string& text)
{
    return input::is_blank(text) ? "It must not be empty." : "";
}

}  // namespace

std::optional<std::string> AnnouncementDialog::read_line()
{
    std::string line;
    if (!std::getline(in_, line)) return std::nullopt;
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

template <class Refusal>
std::optional<std::string> AnnouncementDialog::ask(std::string_view question, Refusal&& refusal_of)
{
    bool may_give_up = false;
    while (true) {
        out_ << question << (may_give_up ? " (x gives up): " : ": ") << std::flush;
        auto answer = read_line();
        if (!answer || (may_give_up && input::equal_ignoring_case(*answer, "x"))) return std::nullopt;
        const std::string_view refusal = refusal_of(*answer);
        if (refusal.empty()) return answer;
        out_ << refusal << '\n';
        may_give_up = true;
    }
}

bool AnnouncementDialog::ask_yes_or_no(std::string_view question)
{
    out_ << question << " [y/N] " << std::flush;
    const std::string answer = read_line().value_or("");
    return input::equal_ignoring_case(answer, "y") || input::equal_ignoring_case(answer, "yes");
}

std::optional<AnnouncementText> AnnouncementDialog::ask_for_text(std::string language, std::string_view name)
{
    auto title = ask(fmt::format("{} title", name), refusal_of_blank);
    if (!title) return std::nullopt;
    auto body = ask(fmt::format("{} body", name), refusal_of_blank);
    if (!body) return std::nullopt;
    return AnnouncementText{std::move(language), std::move(*title), std::move(*body)};
}

std::optional<AnnouncementText> AnnouncementDialog::ask_for_further_text(const std::vector<AnnouncementText>& texts)
{
    const auto refusal_of_language = [&](const std::string& code) -> std::string_view {
        if (!is_language(code)) return "It must be a language in two lower-case letters, such as de.";
        const bool is_there = std::ranges::find(texts, code, &AnnouncementText::language) != texts.end();
        return is_there ? "There is a text in this language already." : "";
    };
    const auto language = ask("Language", refusal_of_language);
    if (!language) return std::nullopt;
    return ask_for_text(*language, *language);
}

std::vector<AnnouncementText> AnnouncementDialog::ask_for_texts()
{
    auto english = ask_for_text(std::string(kDefaultLanguage), "English");
    if (!english) throw std::runtime_error("an announcement needs an English text");
    std::vector texts{std::move(*english)};
    while (ask_yes_or_no("Add another language?")) {
        auto further = ask_for_further_text(texts);
        if (!further) break;
        texts.push_back(std::move(*further));
    }
    return texts;
}

bool AnnouncementDialog::confirm(const std::vector<AnnouncementText>& texts)
{
    for (const AnnouncementText& text : texts) {
        std::string json;
        JsonWriter(json).write(text);
        out_ << json << '\n';
    }
    return ask_yes_or_no("Send this announcement?");
}

}  // namespace backbone::program
