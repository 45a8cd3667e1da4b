#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <backbone/enumeration.hpp>
#include <backbone/timestamp.hpp>

/// How a part of the program declares its options. One function beside the struct that holds them serves loading,
/// checking, showing and the defaults, which are the values that the struct is made with:
///
///     struct ReminderOptions { std::chrono::hours before_end{24}; bool enabled = true; };
///
///     void describe(OptionSection& options, ReminderOptions& reminders)
///     {
///         options.value("before_end", reminders.before_end, {.minimum = 1h});
///         options.value("enabled", reminders.enabled);
///     }
///
/// A default that breaks its own limits, such as an empty text that must not be empty, makes the option required.
namespace backbone {

/// What an installation is for; it decides defaults and how strict the checks are.
enum class Landscape : std::uint8_t {
    dev,    ///< on a developer's machine
    stage,  ///< like prod, but test credentials are allowed
    prod    ///< refuses every default or weak secret
};
template <>
inline constexpr auto kNames<Landscape> =
    std::to_array<Named<Landscape>>({{Landscape::dev, "dev"}, {Landscape::stage, "stage"}, {Landscape::prod, "prod"}});

/// A hundred years.
inline constexpr Duration kLongestDuration = std::chrono::hours(24 * 36'525);

/// The values that an option may have, such as `{1, 10}` or `{.minimum = 1}`; for texts the number of characters. Both
/// ends are included.
template <class T>
struct Range
{
    T minimum = std::numeric_limits<T>::lowest();
    T maximum = std::numeric_limits<T>::max();
};
template <class Rep, class Period>
struct Range<std::chrono::duration<Rep, Period>>
{
    using Unit = std::chrono::duration<Rep, Period>;
    Unit minimum = Unit::zero();
    Unit maximum = std::chrono::duration_cast<Unit>(kLongestDuration);
};

using TextLength = Range<std::size_t>;
inline constexpr TextLength kNotEmpty{.minimum = 1};

/// A single option in the text form of files and environment variables.
struct OptionValue
{
    /// Such as "a whole number from 1 to 10".
    std::string expected;
    /// Changes the variable; false, and no change, when the text is not what is expected.
    std::function<bool(std::string_view)> assign;
    /// The variable's present value, in a form that `assign` takes.
    std::function<std::string()> text;
    bool is_secret = false;
};

/// An option that is a list of single values.
struct OptionList
{
    /// Of each element.
    std::string expected;
    std::function<void()> clear;
    std::function<bool(std::string_view)> append;
    std::function<std::vector<std::string>()> texts;
    bool is_secret = false;
};

OptionValue option_of(bool& variable);
OptionValue option_of(double& variable, Range<double> range);
OptionValue option_of(std::string& variable, TextLength length);
OptionValue integer_option(std::int64_t value, Range<std::int64_t> range, std::function<void(std::int64_t)> store);
/// `20MiB`; also `B`, `KiB` and `GiB`.
OptionValue size_option(std::uint64_t bytes, Range<std::uint64_t> range, std::function<void(std::uint64_t)> store);
/// `30s`; also `us`, `ms`, `m`, `h` and `d`, with fractions, as far as the result is a multiple of `unit`.
OptionValue duration_option(Duration value, Range<Duration> range, Duration unit, std::function<void(Duration)> store);
OptionValue word_option(std::size_t index, std::vector<std::string_view> words, std::function<void(std::size_t)> store);
OptionList list_of(std::vector<std::string>& variable, TextLength length_of_each);
OptionList word_list(std::vector<std::size_t> indexes, std::vector<std::string_view> words,
                     std::function<void(const std::vector<std::size_t>&)> store);

/// One level of the configuration. Keys are snake_case.
class OptionSection
{
  public:
    virtual ~OptionSection() = default;

    /// For defaults and checks that depend on it.
    virtual Landscape landscape() const = 0;

    void value(std::string_view key, bool& variable) { add(key, option_of(variable)); }
    void value(std::string_view key, double& variable, Range<double> range = {})
    {
        add(key, option_of(variable, range));
    }
    void value(std::string_view key, std::string& variable, TextLength length = {})
    {
        add(key, option_of(variable, length));
    }

    template <std::integral T>
    void value(std::string_view key, T& variable, std::type_identity_t<Range<T>> range = {})
    {
        add(key, integer_option(clamped(variable), {clamped(range.minimum), clamped(range.maximum)},
                                [&variable](std::int64_t value) { variable = static_cast<T>(value); }));
    }

    template <class Rep, class Period>
    void value(std::string_view key, std::chrono::duration<Rep, Period>& variable,
               std::type_identity_t<Range<std::chrono::duration<Rep, Period>>> range = {})
    {
        using Unit = std::chrono::duration<Rep, Period>;
        add(key, duration_option(variable, {range.minimum, range.maximum}, Unit{1},
                                 [&variable](Duration value) { variable = std::chrono::duration_cast<Unit>(value); }));
    }

    /// One of the words of kNames.
    template <class E>
    requires std::is_enum_v<E>
    void value(std::string_view key, E& variable)
    {
        add(key, word_option(index_of(variable), words_of<E>(),
                             [&variable](std::size_t index) { variable = kNames<E>[index].value; }));
    }

    /// A number of bytes, written with its unit.
    void size(std::string_view key, std::size_t& bytes, Range<std::size_t> range = {})
    {
        add(key, size_option(bytes, {range.minimum, range.maximum}, [&bytes](std::uint64_t value) { bytes = value; }));
    }

    /// Never shown, and never repeated in a message.
    void secret(std::string_view key, std::string& variable, TextLength length = {})
    {
        OptionValue option = option_of(variable, length);
        option.is_secret = true;
        add(key, option);
    }

    /// A list of texts; in the environment separated by commas, or a YAML list.
    void list(std::string_view key, std::vector<std::string>& variable, TextLength length_of_each = kNotEmpty)
    {
        add(key, list_of(variable, length_of_each));
    }
    void secrets(std::string_view key, std::vector<std::string>& variable, TextLength length_of_each = kNotEmpty)
    {
        OptionList option = list_of(variable, length_of_each);
        option.is_secret = true;
        add(key, option);
    }

    template <class E>
    requires std::is_enum_v<E>
    void list(std::string_view key, std::vector<E>& variable)
    {
        std::vector<std::size_t> indexes;
        for (const E value : variable) indexes.push_back(index_of(value));
        add(key, word_list(std::move(indexes), words_of<E>(), [&variable](const std::vector<std::size_t>& chosen) {
                variable.clear();
                for (const std::size_t index : chosen) variable.push_back(kNames<E>[index].value);
            }));
    }

    using Describe = std::function<void(OptionSection&)>;

    /// A level below this one, of a struct that has a `describe`.
    template <class T>
    requires(!std::invocable<T&, OptionSection&>) void section(std::string_view key, T& variable)
    {
        add_section(key, [&variable](OptionSection& inner) { describe(inner, variable); });
    }
    void section(std::string_view key, const Describe& describe_inner) { add_section(key, describe_inner); }

    /// A list of structs that have a `describe`.
    template <class T>
    requires std::is_class_v<T>
    void list(std::string_view key, std::vector<T>& variable)
    {
        add_sections(
            key, [&variable] { variable.clear(); },
            [&variable](OptionSection& element) { describe(element, variable.emplace_back()); });
    }

    /// A map from names that the operator chooses; its values are texts that are not empty, maps, or structs that have
    /// a `describe`.
    template <class T>
    void map(std::string_view key, std::map<std::string, T>& variable)
    {
        add_entries(
            key, [&variable] { variable.clear(); },
            [&variable](OptionSection& entries, const std::string& name) {
                if constexpr (std::is_same_v<T, std::string>) {
                    entries.value(name, variable[name], kNotEmpty);
                } else if constexpr (requires { typename T::mapped_type; }) {
                    entries.map(name, variable[name]);
                } else {
                    entries.section(name, variable[name]);
                }
            });
    }

    /// Refuses the option's value with this message, which continues the option's name, unless the condition holds.
    virtual void check(std::string_view key, bool holds, std::string_view message) = 0;

  protected:
    using DescribeEntry = std::function<void(OptionSection& entries, const std::string& name)>;

    virtual void add(std::string_view key, const OptionValue& option) = 0;
    virtual void add(std::string_view key, const OptionList& option) = 0;
    virtual void add_section(std::string_view key, const Describe& describe_inner) = 0;
    /// `clear` is called when the list or map is configured, before its first element is described.
    virtual void add_sections(std::string_view key, const std::function<void()>& clear,
                              const Describe& describe_element) = 0;
    virtual void add_entries(std::string_view key, const std::function<void()>& clear,
                             const DescribeEntry& describe_entry) = 0;

  private:
    template <std::integral T>
    static constexpr std::int64_t clamped(T value)
    {
        constexpr auto kMaximum = std::numeric_limits<std::int64_t>::max();
        return std::cmp_greater(value, kMaximum) ? kMaximum : static_cast<std::int64_t>(value);
    }

    template <class E>
    static std::vector<std::string_view> words_of()
    {
        std::vector<std::string_view> words;
        for (const auto& named : kNames<E>) words.push_back(named.name);
        return words;
    }
    template <class E>
    static std::size_t index_of(E value)
    {
        std::size_t index = 0;
        while (index + 1 < std::size(kNames<E>) && kNames<E>[index].value != value) ++index;
        return index;
    }
};

}  // namespace backbone
