#pragma once

#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <announcements/events.hpp>

namespace backbone::program {

/// Asks somebody at a terminal for the texts of an announcement (docs/protocol/admin.md §8).
class AnnouncementDialog
{
  public:
    AnnouncementDialog(std::istream& in, std::ostream& out) : in_(in), out_(out) {}

    /// The English text, and as many others as are wanted. Throws std::runtime_error when there is no English one.
    std::vector<announcements::AnnouncementText> ask_for_texts();
    /// Shows them and asks whether they shall be sent.
    bool confirm(const std::vector<announcements::AnnouncementText>& texts);

  private:
    bool ask_yes_or_no(std::string_view question);
    std::optional<announcements::AnnouncementText> ask_for_text(std::string language, std::string_view name);
    std::optional<announcements::AnnouncementText> ask_for_further_text(
        const std::vector<announcements::AnnouncementText>& texts);
    /// Absent when it was given up, which is offered after an answer that will not do.
    template <class Refusal>
    std::optional<std::string> ask(std::string_view question, Refusal&& refusal_of);
    std::optional<std::string> read_line();

    std::istream& in_;
    std::ostream& out_;
};

}  // namespace backbone::program
