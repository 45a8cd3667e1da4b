#pragma once

#include <backbone/registry.hpp>
#include <relationships/options.hpp>

namespace backbone::relationships {

Response create_template(const Request& request, Context& context);
Response get_template(const Request& request, Context& context);
Response list_templates(const Request& request, Context& context);
Response delete_template(const Request& request, Context& context);

Response create_relationship(const Request& request, Context& context);
Response get_relationship(const Request& request, Context& context);
Response list_relationships(const Request& request, Context& context);
Response can_create_relationship(const Request& request, Context& context);

Response accept(const Request& request, Context& context);
Response reject(const Request& request, Context& context);
Response revoke(const Request& request, Context& context);
Response terminate(const Request& request, Context& context);
Response request_reactivation(const Request& request, Context& context);
Response accept_reactivation(const Request& request, Context& context);
Response reject_reactivation(const Request& request, Context& context);
Response revoke_reactivation(const Request& request, Context& context);
Response decompose(const Request& request, Context& context);

Response list_public_template_references(const RelationshipsOptions& options, Context& context);

// Of the Admin API
Response list_relationships_of_participant(const Request& request, Context& context);

}  // namespace backbone::relationships
