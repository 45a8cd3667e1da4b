#pragma once

#include <span>
#include <string>
#include <string_view>

#include "logging/options.hpp"

namespace backbone::logging {

inline constexpr std::string_view kMaskedText = "**MASKED**";

/// Hides who is meant by a text: identity addresses (also percent-encoded), device ids, user names, e-mail addresses.
class Masker
{
  public:
    explicit Masker(std::span<const Mask> masks);

    /// The text itself when there is nothing to hide, else `buffer` with what may be shown.
    std::string_view mask(std::string_view text, std::string& buffer) const;

  private:
    /// Where something to hide lies.
    struct Match
    {
        std::size_t begin;
        std::size_t end;
    };

    /// The next one at or behind `from`; an empty one at the end of the text when there is none.
    Match find(std::string_view text, std::size_t from) const;
    std::size_t match_length(std::string_view text) const;

    bool addresses_ = false;
    bool device_ids_ = false;
    bool usernames_ = false;
    bool email_addresses_ = false;
};

}  // namespace backbone::logging
