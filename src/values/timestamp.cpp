#include <backbone/timestamp.hpp>

#include <charconv>

namespace backbone {
namespace {

constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
constexpr std::int64_t kSecondsPerDay = 86'400;

/// 0001-01-01T00:00:00Z and the last microsecond of 9999.
constexpr Timestamp kEarliest = Timestamp::from_microseconds(-62'135'596'800 * kMicrosecondsPerSecond);
constexpr Timestamp kLatest = Timestamp::from_microseconds(253'402'300'800 * kMicrosecondsPerSecond - 1);

/// Reads a date from left to right; each step answers whether the text goes on as expected.
class Reader
{
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }

    bool take(char expected)
    {
        if (rest_.empty() || rest_.front() != expected) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool take_any(std::string_view expected)
    {
        if (rest_.empty() || expected.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool digits(std::size_t count, int& value)
    {
        if (rest_.size() < count) return false;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + count, value);
        if (error != std::errc{} || end != rest_.data() + count || rest_.front() == '-') return false;
        rest_.remove_prefix(count);
        return true;
    }

    /// Any number of digits behind the point, of which six count.
    bool fraction(std::int64_t& microseconds)
    {
        std::int64_t unit = kMicrosecondsPerSecond / 10;
        bool any = false;
        while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
            microseconds += (rest_.front() - '0') * unit;
            unit /= 10;
            any = true;
            rest_.remove_prefix(1);
        }
        return any;
    }

  private:
    std::string_view rest_;
};

bool read_time(Reader& reader, std::int64_t& microseconds)
{
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (!reader.digits(2, hour) || !reader.take(':') || !reader.digits(2, minute)) return false;
    if (reader.take(':')) {
        if (!reader.digits(2, second)) return false;
        if (reader.take_any(".,") && !reader.fraction(microseconds)) return false;
    }
    if (hour > 23 || minute > 59 || second > 59) return false;
    microseconds += (hour * 3600LL + minute * 60LL + second) * kMicrosecondsPerSecond;
    return true;
}

bool read_zone(Reader& reader, std::int64_t& microseconds)
{
    if (reader.at_end() || reader.take_any("Zz")) return true;
    const bool east = reader.take('+');
    if (!east && !reader.take('-')) return false;
    int hours = 0;
    int minutes = 0;
    if (!reader.digits(2, hours)) return false;
    const bool has_colon = reader.take(':');
    if ((has_colon || !reader.at_end()) && !reader.digits(2, minutes)) return false;
    if (hours > 14 || minutes > 59) return false;
    const std::int64_t offset = (hours * 3600LL + minutes * 60LL) * kMicrosecondsPerSecond;
    microseconds += east ? -offset : offset;
    return true;
}

void append_padded(std::string& out, int value, int width)
{
    char digits[4];
    for (int i = width - 1; i >= 0; --i, value /= 10) digits[i] = static_cast<char>('0' + value % 10);
    out.append(digits, static_cast<std::size_t>(width));
}

}  // namespace

std::optional<Timestamp> Timestamp::parse(std::string_view text)
{
    Reader reader(text);
    int year = 0;
    int month = 0;
    int day = 0;
    if (!reader.digits(4, year) || !reader.take('-') || !reader.digits(2, month) || !reader.take('-') ||
        !reader.digits(2, day)) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok() || year == 0) return std::nullopt;

    std::int64_t microseconds = 0;
    if (!reader.at_end()) {
        if (!reader.take_any("Tt") || !read_time(reader, microseconds) || !read_zone(reader, microseconds)) {
            return std::nullopt;
        }
    }
    if (!reader.at_end()) return std::nullopt;
    const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
    const Timestamp result = from_microseconds(days * kSecondsPerDay * kMicrosecondsPerSecond + microseconds);
    // An offset may lead out of the years that can be shown.
    if (result < kEarliest || result > kLatest) return std::nullopt;
    return result;
}

std::string Timestamp::to_string() const
{
    const auto since_epoch = std::chrono::microseconds{microseconds_};
    const auto day = std::chrono::floor<std::chrono::days>(since_epoch);
    const std::chrono::year_month_day date{std::chrono::sys_days{day}};
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(since_epoch - day).count();

    std::string out;
    out.reserve(24);
    append_padded(out, static_cast<int>(date.year()), 4);
    out.push_back('-');
    append_padded(out, static_cast<int>(static_cast<unsigned>(date.month())), 2);
    out.push_back('-');
    append_padded(out, static_cast<int>(static_cast<unsigned>(date.day())), 2);
    out.push_back('T');
    append_padded(out, static_cast<int>(milliseconds / 3'600'000), 2);
    out.push_back(':');
    append_padded(out, static_cast<int>(milliseconds / 60'000 % 60), 2);
    out.push_back(':');
    append_padded(out, static_cast<int>(milliseconds / 1000 % 60), 2);
    out.push_back('.');
    append_padded(out, static_cast<int>(milliseconds % 1000), 3);
    out.push_back('Z');
    return out;
}

}  // namespace backbone
