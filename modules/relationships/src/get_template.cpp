// GET /api/v2/RelationshipTemplates/{id} (docs/protocol/relationships.md §4.2)
#include <backbone/input.hpp>

#include "allocation.hpp"
#include "use_cases.hpp"

namespace backbone::relationships {
namespace {

struct Input
{
    RelationshipTemplateId id;
    std::optional<Base64Url> password;
};

constexpr auto kInput = input::from<Input>(
    input::path("id", &Input::id), input::query("password", &Input::password, bytes_between(1, kMaximumPasswordBytes)));

}  // namespace

Response get_template(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    return ok(read_and_allocate(context, input.id, input.password));
}

}  // namespace backbone::relationships
