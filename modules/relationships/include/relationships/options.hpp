#pragma once

#include <string>
#include <vector>

#include <backbone/options.hpp>

namespace backbone::relationships {

/// What an app shows to people who look for somebody to relate to.
struct PublicTemplateReference
{
    /// The OAuth client that is told of it.
    std::string client_id;
    std::string title;
    std::string description;
    std::string truncated_reference;
};

struct RelationshipsOptions
{
    /// In the order in which they are shown (docs/protocol/relationships.md §6).
    std::vector<PublicTemplateReference> public_template_references;
};

void describe(OptionSection& options, PublicTemplateReference& reference);
void describe(OptionSection& options, RelationshipsOptions& relationships);

}  // namespace backbone::relationships
