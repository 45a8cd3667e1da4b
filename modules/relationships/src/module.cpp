#include <relationships/module.hpp>

#include "event_handlers.hpp"
#include "housekeeping.hpp"
#include "identity_deletion.hpp"
#include "use_cases.hpp"

namespace backbone::relationships {

void register_relationships(Registry& registry, const RelationshipsOptions& options)
{
    Routes& consumer = registry.consumer;
    consumer.post("/api/v2/RelationshipTemplates", identity_required, create_template);
    consumer.get("/api/v2/RelationshipTemplates/{id}", identity_required, get_template);
    consumer.get("/api/v2/RelationshipTemplates", identity_required, list_templates);
    consumer.del("/api/v2/RelationshipTemplates/{id}", identity_required, delete_template);

    consumer.post("/api/v2/Relationships", identity_required, create_relationship);
    consumer.get("/api/v2/Relationships/CanCreate", identity_required, can_create_relationship);
    consumer.get("/api/v2/Relationships/{id}", identity_required, get_relationship);
    consumer.get("/api/v2/Relationships", identity_required, list_relationships);

    consumer.put("/api/v2/Relationships/{id}/Accept", identity_required, accept);
    consumer.put("/api/v2/Relationships/{id}/Reject", identity_required, reject);
    consumer.put("/api/v2/Relationships/{id}/Revoke", identity_required, revoke);
    const auto change = [&](const std::string& action, const Handler& handler) {
        consumer.put("/api/v2/Relationships/{id}/" + action, identity_required, handler, BodyUse::ignored);
    };
    change("Terminate", terminate);
    change("Reactivate", request_reactivation);
    change("Reactivate/Accept", accept_reactivation);
    change("Reactivate/Reject", reject_reactivation);
    change("Reactivate/Revoke", revoke_reactivation);
    change("Decompose", decompose);

    consumer.get("/api/poc/PublicRelationshipTemplateReferences", identity_required,
                 [&](const Request&, Context& context) { return list_public_template_references(options, context); });

    registry.admin.get("/api/v1/Relationships", operator_required, list_relationships_of_participant);

    registry.events.on<devices::IdentityToBeDeleted>(tell_peers_of_coming_deletion);
    registry.events.on<devices::IdentityDeletionCancelled>(tell_peers_of_cancelled_deletion);
    registry.events.on<devices::IdentityDeleted>(tell_peers_of_deletion);
    registry.events.on<devices::FeatureFlagsOfIdentityChanged>(tell_interested_of_feature_flags);

    registry.identity_data_deleters.push_back({"Relationships", decompose_relationships});
    registry.identity_data_deleters.push_back({"RelationshipTemplates", delete_templates});
    registry.identity_data_deleters.push_back({"RelationshipTemplateAllocations", anonymise_allocations});

    // Templates go first: one whose last relationship goes now is not worth another pass.
    registry.jobs.push_back(
        {"relationships.delete-expired-templates", std::chrono::hours{24}, delete_expired_templates});
    registry.jobs.push_back(
        {"relationships.delete-decomposed", std::chrono::hours{1}, delete_decomposed_relationships});
}

}  // namespace backbone::relationships
