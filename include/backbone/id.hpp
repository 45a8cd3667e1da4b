#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include <backbone/environment.hpp>

namespace backbone {

/// Three upper-case letters that tell the kind of an id, usable as a template argument.
struct IdPrefix
{
    std::array<char, 3> letters{};

    // Not explicit: ids are written `Id<"TOK">`.
    consteval IdPrefix(const char (&text)[4]) { std::copy_n(text, 3, letters.begin()); }

    constexpr std::string_view text() const { return {letters.data(), letters.size()}; }
};

inline constexpr std::size_t kIdLength = 20;

/// Fills `target` with uniformly chosen characters of [A-Za-z0-9].
void fill_with_alphanumerics(std::span<char> target, Random& random);

bool is_alphanumeric(std::string_view text);

/// A prefixed identifier: three letters and 17 characters of [A-Za-z0-9] (docs/protocol/http-and-auth.md §11.1).
///
/// Clients may send ids that are too short; they are valid as input and name nothing. `parse` therefore accepts them,
/// and only `is_complete` tells whether the id can exist. A default-constructed id is *nil*: it stands for input that
/// is no id, which the rules refuse (input.hpp), and matches no row.
template <IdPrefix Prefix>
class Id
{
  public:
    constexpr Id() = default;

    static Id generate(Random& random)
    {
        Id id;
        std::copy_n(Prefix.letters.begin(), 3, id.text_.begin());
        fill_with_alphanumerics(std::span(id.text_).subspan(3), random);
        id.length_ = kIdLength;
        return id;
    }

    /// The lenient check of request input: right prefix, at most 20 characters, all of [A-Za-z0-9].
    static std::optional<Id> parse(std::string_view text)
    {
        if (!text.starts_with(Prefix.text()) || text.size() > kIdLength || !is_alphanumeric(text)) return std::nullopt;
        Id id;
        std::copy(text.begin(), text.end(), id.text_.begin());
        id.length_ = static_cast<std::uint8_t>(text.size());
        return id;
    }

    constexpr bool is_nil() const { return length_ == 0; }
    constexpr bool is_complete() const { return length_ == kIdLength; }
    constexpr std::string_view text() const { return {text_.data(), length_}; }

    friend bool operator==(const Id& left, const Id& right) { return left.text() == right.text(); }
    friend auto operator<=>(const Id& left, const Id& right) { return left.text() <=> right.text(); }

  private:
    std::array<char, kIdLength> text_{};
    std::uint8_t length_ = 0;
};

using DeviceId = Id<"DVC">;

}  // namespace backbone

template <backbone::IdPrefix Prefix>
struct std::hash<backbone::Id<Prefix>>
{
    std::size_t operator()(const backbone::Id<Prefix>& id) const noexcept
    {
        return std::hash<std::string_view>{}(id.text());
    }
};
