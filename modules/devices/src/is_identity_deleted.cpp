// GET /api/v2/Identities/IsDeleted (docs/protocol/devices.md §5.2)
#include <backbone/input.hpp>

#include "audit_log_store.hpp"
#include "device_store.hpp"
#include "identity.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

struct Input
{
    Username username;
};

constexpr auto kInput = input::from<Input>(input::query("username", &Input::username));

struct Answer
{
    std::optional<Timestamp> deletion_date;
};

void write_json(JsonWriter& json, const Answer& answer)
{
    json.object([&] {
        json.member("isDeleted", answer.deletion_date.has_value());
        json.member("deletionDate", answer.deletion_date);
    });
}

}  // namespace

Response is_identity_deleted(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    if (!input.username.is_complete()) return ok(Answer{});  // Names nobody, and never did.

    if (const auto user = device_store::find_user(context.queries(), input.username)) {
        const bool is_deleted = is_over(user->deletion_grace_period_ends_at, context.now());
        return ok(Answer{is_deleted ? user->deletion_grace_period_ends_at : std::nullopt});
    }
    context.need_slow_lane();
    return ok(Answer{audit_log_store::find_deletion_of_user(context.queries(), audit_hash(input.username.text()))});
}

}  // namespace backbone::devices
