#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <backbone/options.hpp>

#include "configuration/units.hpp"

namespace backbone {
namespace {

/// Such as " from 1 to 10", as far as there are limits.
template <class T, class Format>
std::string within(const Range<T>& range, const Range<T>& widest, Format&& format)
{
    const bool has_minimum = range.minimum > widest.minimum;
    const bool has_maximum = range.maximum < widest.maximum;
    if (has_minimum && has_maximum) return fmt::format(" from {} to {}", format(range.minimum), format(range.maximum));
    if (has_minimum) return fmt::format(" of at least {}", format(range.minimum));
    if (has_maximum) return fmt::format(" of at most {}", format(range.maximum));
    return {};
}

template <class T>
bool contains(const Range<T>& range, const T& value)
{
    return range.minimum <= value && value <= range.maximum;
}

template <class T>
std::optional<T> parse_number(std::string_view text)
{
    T number{};
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || rest != text.data() + text.size()) return std::nullopt;
    return number;
}

std::size_t character_count(std::string_view utf8)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string text_of_length(const TextLength& length)
{
    constexpr std::size_t kUnlimited = TextLength{}.maximum;
    if (length.minimum == 0 && length.maximum == kUnlimited) return "a text";
    if (length.minimum == 1 && length.maximum == kUnlimited) return "a text that is not empty";
    return fmt::format("a text{} characters", within(length, {}, [](std::size_t limit) { return limit; }));
}

std::optional<std::size_t> index_of_word(const std::vector<std::string_view>& words, std::string_view word)
{
    const auto found = std::ranges::find(words, word);
    if (found == words.end()) return std::nullopt;
    return static_cast<std::size_t>(found - words.begin());
}

/// An option whose present value is kept beside the variable, in a simpler type.
template <class T, class Parse, class Format>
OptionValue option_with(T value, std::string expected, Range<T> range, Parse parse, Format format,
                        std::function<void(T)> store)
{
    const auto present = std::make_shared<T>(value);
    return {.expected = std::move(expected),
            .assign =
                [=](std::string_view text) {
                    const std::optional<T> parsed = parse(text);
                    if (!parsed || !contains(range, *parsed)) return false;
                    *present = *parsed;
                    store(*parsed);
                    return true;
                },
            .text = [=] { return format(*present); }};
}

}  // namespace

OptionValue option_of(bool& variable)
{
    return {.expected = "true or false",
            .assign =
                [&variable](std::string_view text) {
                    if (text != "true" && text != "false") return false;
                    variable = text == "true";
                    return true;
                },
            .text = [&variable] { return std::string(variable ? "true" : "false"); }};
}

OptionValue option_of(double& variable, Range<double> range)
{
    const auto format = [](double number) { return fmt::format("{}", number); };
    const auto parse = [](std::string_view text) -> std::optional<double> {
        const auto number = parse_number<double>(text);
        return number && std::isfinite(*number) ? number : std::nullopt;
    };
    return option_with<double>(variable, "a number" + within(range, {}, format), range, parse, format,
                               [&variable](double value) { variable = value; });
}

OptionValue option_of(std::string& variable, TextLength length)
{
    return {.expected = text_of_length(length),
            .assign =
                [&variable, length](std::string_view text) {
                    if (!contains(length, character_count(text))) return false;
                    variable = std::string(text);
                    return true;
                },
            .text = [&variable] { return variable; }};
}

OptionValue integer_option(std::int64_t value, Range<std::int64_t> range, std::function<void(std::int64_t)> store)
{
    // The ends of the C++ types say nothing to an operator.
    const auto is_end = [](std::int64_t limit) {
        return limit == std::numeric_limits<std::int32_t>::min() || limit == std::numeric_limits<std::int32_t>::max() ||
               limit == std::numeric_limits<std::uint32_t>::max();
    };
    Range<std::int64_t> shown = range;
    if (is_end(shown.minimum)) shown.minimum = Range<std::int64_t>{}.minimum;
    if (is_end(shown.maximum)) shown.maximum = Range<std::int64_t>{}.maximum;
    const auto format = [](std::int64_t number) { return fmt::format("{}", number); };
    return option_with<std::int64_t>(value, "a whole number" + within(shown, {}, format), range,
                                     parse_number<std::int64_t>, format, std::move(store));
}

OptionValue size_option(std::uint64_t bytes, Range<std::uint64_t> range, std::function<void(std::uint64_t)> store)
{
    return option_with<std::uint64_t>(
        bytes, fmt::format("a size such as 20MiB{}", within(range, {}, configuration::format_size)), range,
        configuration::parse_size, configuration::format_size, std::move(store));
}

OptionValue duration_option(Duration value, Range<Duration> range, Duration unit, std::function<void(Duration)> store)
{
    const auto parse = [unit](std::string_view text) -> std::optional<Duration> {
        const auto duration = configuration::parse_duration(text);
        return duration && duration->count() % unit.count() == 0 ? duration : std::nullopt;
    };
    std::string expected = "a duration such as 30s" + within(range, {}, configuration::format_duration);
    if (unit > Duration{1}) expected += fmt::format(", a multiple of {}", configuration::format_duration(unit));
    return option_with<Duration>(value, std::move(expected), range, parse, configuration::format_duration,
                                 std::move(store));
}

OptionValue word_option(std::size_t index, std::vector<std::string_view> words, std::function<void(std::size_t)> store)
{
    const auto parse = [words](std::string_view text) { return index_of_word(words, text); };
    const auto format = [words](std::size_t chosen) { return std::string(words[chosen]); };
    return option_with<std::size_t>(index, fmt::format("one of {}", fmt::join(words, ", ")), {}, parse, format,
                                    std::move(store));
}

OptionList list_of(std::vector<std::string>& variable, TextLength length_of_each)
{
    return {.expected = text_of_length(length_of_each),
            .clear = [&variable] { variable.clear(); },
            .append =
                [&variable, length_of_each](std::string_view text) {
                    if (!contains(length_of_each, character_count(text))) return false;
                    variable.emplace_back(text);
                    return true;
                },
            .texts = [&variable] { return variable; }};
}

OptionList word_list(std::vector<std::size_t> indexes, std::vector<std::string_view> words,
                     std::function<void(const std::vector<std::size_t>&)> store)
{
    const auto present = std::make_shared<std::vector<std::size_t>>(std::move(indexes));
    return {.expected = fmt::format("one of {}", fmt::join(words, ", ")),
            .clear =
                [=] {
                    present->clear();
                    store(*present);
                },
            .append =
                [=](std::string_view text) {
                    const auto index = index_of_word(words, text);
                    if (!index) return false;
                    present->push_back(*index);
                    store(*present);
                    return true;
                },
            .texts =
                [=] {
                    std::vector<std::string> texts;
                    for (const std::size_t index : *present) texts.emplace_back(words[index]);
                    return texts;
                }};
}

}  // namespace backbone
