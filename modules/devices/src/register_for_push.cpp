// PUT /api/v2/Devices/Self/PushNotifications (docs/protocol/devices.md §9.1)
#include <algorithm>

#include <backbone/input.hpp>

#include "codes.hpp"
#include "push_registration_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

constexpr std::size_t kShortestHandle = 10;
constexpr std::size_t kLongestHandle = 500;
/// The protocol knows no limit; real ids have some 150 characters.
constexpr std::size_t kLongestAppId = 500;

struct Input
{
    std::string platform;
    std::optional<std::string> environment;
    std::string handle;
    std::string app_id;
};

template <class E>
std::optional<E> value_named(std::string_view name)
{
    const auto named = std::ranges::find(kNames<E>, name, &Named<E>::name);
    if (named == kNames<E>.end()) return std::nullopt;
    return named->value;
}

/// Exactly one of the names of the enumeration.
template <class E>
struct NameOf
{
    Verdict operator()(const std::string& name, const Context&) const
    {
        if (value_named<E>(name)) return std::nullopt;
        return Violation{"is not one of the known values"};
    }
};

struct NotTooShort
{
    Verdict operator()(const std::string& handle, const Context& context) const
    {
        // A handle that fits into one character less is too short.
        if (at_most_characters(kShortestHandle - 1)(handle, context)) return std::nullopt;
        return Violation{"is too short"};
    }
};

constexpr auto kInput = input::from<Input>(
    input::member("platform", &Input::platform, NameOf<PushPlatform>{}),
    input::member("environment", &Input::environment, NameOf<PushEnvironment>{}),
    input::member("handle", &Input::handle, not_empty(), NotTooShort{}, at_most_characters(kLongestHandle)),
    input::member("appId", &Input::app_id, not_empty(), at_most_characters(kLongestAppId)));

struct Registered
{
    PushIdentifier identifier;
};

void write_json(JsonWriter& json, const Registered& registered)
{
    json.object([&] { json.member("devicePushIdentifier", registered.identifier); });
}

PushRegistration registration_of(const Context& context, Input input)
{
    const PushPlatform platform = value_named<PushPlatform>(input.platform).value();
    return {.device = context.device(),
            .identity = context.identity(),
            .platform = platform,
            .handle = needs_handle(platform) ? std::move(input.handle) : std::string{},
            .app_id = std::move(input.app_id),
            .environment = input.environment ? value_named<PushEnvironment>(*input.environment).value()
                                             : PushEnvironment::production,
            .updated_at = context.now()};
}

/// Updates the registration, or makes the first one. Of two first ones the slower updates that of the faster.
PushIdentifier store(Context& context, const PushRegistration& registration)
{
    const auto identifier = PushIdentifier::generate(context.random());
    while (true) {
        if (const auto known = push_registration_store::update(context.queries(), registration)) return *known;
        if (push_registration_store::insert_if_absent(context.queries(), registration, identifier)) return identifier;
    }
}

}  // namespace

Response register_for_push(const Dependencies& devices, const Request& request, Context& context)
{
    const PushRegistration registration = registration_of(context, kInput.read(request, context));
    if (!is_supported(devices.options.push, registration.platform, registration.app_id)) {
        throw rule_violated(codes::kUnsupportedAppId, "Pushes are not set up for this platform and app.");
    }
    try {
        return ok(Registered{store(context, registration)});
    } catch (const ForeignKeyViolation&) {
        throw not_found("Device");
    }
}

}  // namespace backbone::devices
