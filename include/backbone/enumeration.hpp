#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

namespace backbone {

/// The wire name of an enumeration's member.
template <class E>
struct Named
{
    E value;
    std::string_view name;
};

/// The names of an enumeration, as in
///     template <> inline constexpr auto kNames<Color> = std::to_array<Named<Color>>({{Color::red, "Red"}});
/// Written as the name; read as the name in any case, or as the number (docs/protocol/http-and-auth.md §5).
template <class E>
inline constexpr auto kNames = nullptr;

template <class E>
requires std::is_enum_v<E>
constexpr std::string_view name_of(E value)
{
    for (const auto& named : kNames<E>) {
        if (named.value == value) return named.name;
    }
    return {};
}

}  // namespace backbone
