#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <backbone/registry.hpp>

namespace backbone::http {

/// Finds the route of a request (docs/protocol/http-and-auth.md §4.1): literals match in any case and beat parameters,
/// one trailing slash is ignored, an empty segment matches nothing. When the best pattern lacks the method, the next
/// one that matches is asked, so `DELETE /Devices/Self` reaches `/Devices/{id}`.
class Router
{
  public:
    /// The routes must outlive the router. Throws std::logic_error when two of them are the same.
    explicit Router(const Routes& routes);
    ~Router();

    struct Match
    {
        /// Null: 404 when nothing is allowed, else 405.
        const Route* route = nullptr;
        /// Names and values of the route's parameters, in its order. The names live as long as the routes.
        std::vector<std::pair<std::string_view, std::string>> parameters;
        /// The methods of the path, as in `GET, POST`; only filled when there is no route for the method.
        std::string allowed_methods;
    };

    /// `path` is decoded, as decoded_path answers it.
    Match match(std::string_view method, std::string_view path) const;

  private:
    struct Node;
    struct Search;

    void add(const Route& route);

    std::unique_ptr<Node> root_;
};

}  // namespace backbone::http
