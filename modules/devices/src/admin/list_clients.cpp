// GET /api/v1/Clients (docs/protocol/admin.md §3.5)
#include "admin/client_views.hpp"
#include "admin/use_cases.hpp"

namespace backbone::devices::admin {

Response list_clients(const Request&, Context& context)
{
    const auto clients = devices::list_clients(context.queries());
    std::vector<ClientInList> views;
    views.reserve(clients.size());
    for (const ListedClient& client : clients) views.push_back({client});
    return ok(views);
}

}  // namespace backbone::devices::admin
