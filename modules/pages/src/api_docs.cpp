#include "api_docs.hpp"

#include <fmt/format.h>

#include <backbone/fixed_response.hpp>

#include "openapi.hpp"
#include "operation.hpp"
#include "page.hpp"

namespace backbone::pages {
namespace {

// Written like those of the recorded server, which differ from those of its API.
constexpr std::string_view kHtml = "text/html;charset=utf-8";
constexpr std::string_view kJson = "application/json;charset=utf-8";

std::string_view note_on(Access access)
{
    switch (access) {
        case Access::identity_required:
            return "needs an access token";
        case Access::identity_optional:
            return "an access token is optional";
        case Access::operator_required:
            return "needs the key of an operator";
        case Access::operator_optional:
            return "the key of an operator is optional";
        case Access::anonymous:
            break;
    }
    return "for everybody";
}

std::string entry_of(const Operation& operation)
{
    return fmt::format(R"(<li><code><span class="method">{}</span> {}</code><p class="note">{} ({})</p></li>)",
                       escaped(operation.method), escaped(operation.path), escaped(operation.summary),
                       note_on(operation.access));
}

Response page_of(const DescribedApi& api, const std::vector<Operation>& operations)
{
    std::string body =
        fmt::format(R"(<h1>{}</h1><p>For programs there is an <a href="{}/openapi.json">OpenAPI document</a>. {}</p>)",
                    api.title, api.version, api.authentication);
    std::string_view subject;
    for (const Operation& operation : operations) {
        if (operation.subject != subject) {
            if (!subject.empty()) body += "</ul>";
            subject = operation.subject;
            body += fmt::format(R"(<h2>{}</h2><ul class="endpoints">)", escaped(subject));
        }
        body += entry_of(operation);
    }
    body += "</ul>";
    Response response = html_response({.language = "en",
                                       .title = std::string(api.title),
                                       .images = {},
                                       .style = {},
                                       .body = std::move(body),
                                       .script = {}},
                                      std::string(kHtml));
    response.headers.push_back({"Cache-Control", "max-age=0, private"});
    return response;
}

/// To the page, relative to where the request went.
Response redirect(const Request& request, Context&)
{
    const bool is_inside = request.path.ends_with('/');
    return {.status = 301, .headers = {{"Location", is_inside ? "index.html" : "docs/index.html"}}};
}

}  // namespace

void register_api_docs(Routes& routes, const DescribedApi& api)
{
    const std::vector<Operation> operations = operations_of(routes.all());
    routes.get("/docs", anonymous, redirect);
    routes.get("/docs/index.html", anonymous,
               [page = FixedResponse(page_of(api, operations))](const Request& request, Context&) {
                   return page.to(request);
               });
    const FixedResponse document(
        Response{.content_type = std::string(kJson), .body = openapi_document(api.title, operations)},
        Revalidation::none);
    routes.get(fmt::format("/docs/{}/openapi.json", api.version), anonymous,
               [document](const Request& request, Context&) { return document.to(request); });
}

}  // namespace backbone::pages
