#include "identity_overview.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <backbone/binding.hpp>

namespace backbone::admin::odata {

const Property* find_property(std::string_view name)
{
    const auto found = std::ranges::find_if(
        kProperties, [&](const Property& property) { return input::equal_ignoring_case(property.name, name); });
    return found == kProperties.end() ? nullptr : found;
}

std::string precise_text(Timestamp time)
{
    constexpr std::size_t kToSeconds = std::string_view("yyyy-MM-ddTHH:mm:ss").size();
    constexpr std::int64_t kMicroseconds = 1'000'000;
    std::string text = time.to_string().substr(0, kToSeconds);
    const std::int64_t fraction = ((time.microseconds() % kMicroseconds) + kMicroseconds) % kMicroseconds;
    if (fraction > 0) {
        text += fmt::format(".{:06}", fraction);
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text + "Z";
}

void write_value(JsonWriter& json, const IdentityOverview& overview, const Property& property)
{
    const auto precise = [](const std::optional<Timestamp>& time) {
        return time ? std::optional(precise_text(*time)) : std::nullopt;
    };
    switch (&property - kProperties.data()) {
        case 0:
            return json.write(overview.address);
        case 1:
            return json.write(precise(overview.created_at));
        case 2:
            return json.write(precise(overview.last_login_at));
        case 3:
            return json.write(overview.created_with_client);
        case 4:
            return json.write(overview.datawallet_version);
        case 5:
            return json.write(overview.identity_version);
        case 6:
            return json.write(overview.number_of_devices);
        case 7:
            return json.write(overview.tier_id);
        default:
            return json.write(overview.tier_name);
    }
}

}  // namespace backbone::admin::odata
