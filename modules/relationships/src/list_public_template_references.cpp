// GET /api/poc/PublicRelationshipTemplateReferences (docs/protocol/relationships.md §6)
#include "use_cases.hpp"

namespace backbone::relationships {

void write_json(JsonWriter& json, const PublicTemplateReference& reference)
{
    json.object([&] {
        json.member("title", reference.title);
        json.member("description", reference.description);
        json.member("truncatedReference", reference.truncated_reference);
    });
}

Response list_public_template_references(const RelationshipsOptions& options, Context& context)
{
    const std::string& client = context.required_caller().client_id;
    if (client.empty()) throw not_found("Client");
    std::vector<PublicTemplateReference> references;
    for (const PublicTemplateReference& reference : options.public_template_references) {
        if (reference.client_id == client) references.push_back(reference);
    }
    return ok(references);
}

}  // namespace backbone::relationships
