#pragma once

#include <backbone/registry.hpp>

namespace backbone::synchronization {

Response get_datawallet(const Request& request, Context& context);
Response list_datawallet_modifications(const Request& request, Context& context);
Response push_datawallet_modifications(const Request& request, Context& context);

Response start_sync_run(const Request& request, Context& context);
Response get_sync_run(const Request& request, Context& context);
Response list_external_events(const Request& request, Context& context);
Response refresh_expiration_time(const Request& request, Context& context);
Response finalize_external_event_sync(const Request& request, Context& context);
Response finalize_datawallet_version_upgrade(const Request& request, Context& context);

}  // namespace backbone::synchronization
