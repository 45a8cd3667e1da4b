// POST /api/v2/Files/{id}/ValidateOwnershipToken (docs/protocol/files.md §6.3)
#include <backbone/input.hpp>

#include "file_store.hpp"
#include "use_cases.hpp"
#include "wrong_token.hpp"

namespace backbone::files {
namespace {

struct Input
{
    FileId id;
    OwnershipToken token;
};

constexpr auto kInput =
    input::from<Input>(input::path("id", &Input::id), input::member("ownershipToken", &Input::token));

struct Verdict
{
    bool is_valid;
};

void write_json(JsonWriter& json, const Verdict& verdict)
{
    json.object([&] { json.member("isValid", verdict.is_valid); });
}

}  // namespace

Response validate_ownership_token(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto ownership = store::find_ownership(context.queries(), input.id, context.now());
    if (!ownership) throw not_found("File");
    if (ownership->is_locked) return ok(Verdict{false});
    if (ownership->token == input.token) return ok(Verdict{true});
    if (ownership->owner != context.identity()) lock_for_wrong_token(context, input.id, *ownership);
    return ok(Verdict{false});
}

}  // namespace backbone::files
