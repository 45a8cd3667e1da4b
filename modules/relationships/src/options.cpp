#include <relationships/options.hpp>

namespace backbone::relationships {

void describe(OptionSection& options, PublicTemplateReference& reference)
{
    options.value("client_id", reference.client_id, kNotEmpty);
    options.value("title", reference.title);
    options.value("description", reference.description);
    options.value("truncated_reference", reference.truncated_reference);
}

void describe(OptionSection& options, RelationshipsOptions& relationships)
{
    options.list("public_template_references", relationships.public_template_references);
}

}  // namespace backbone::relationships
