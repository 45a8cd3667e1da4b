#include "stylesheet.hpp"

#include <backbone/fixed_response.hpp>

namespace backbone::pages {
namespace {

/// Pages set the colors; these are for those that do not. Made for phones, from 320 pixels.
constexpr std::string_view kStylesheet = R"css(:root {
    color-scheme: light dark;
    --background: #ffffff;
    --text: #16191d;
    --edge: #80808066;
}

@media (prefers-color-scheme: dark) {
    :root {
        --background: #15181c;
        --text: #f1f3f5;
    }
}

* {
    box-sizing: border-box;
}

body {
    margin: 0;
    background: var(--background);
    color: var(--text);
    font: 1.0625rem/1.5 system-ui, sans-serif;
    -webkit-text-size-adjust: 100%;
    overflow-wrap: anywhere;
}

main {
    max-width: 34rem;
    margin: 0 auto;
    padding: 1.25rem;
}

h1 {
    margin: 1.25rem 0 .5rem;
    font-size: 1.75rem;
    line-height: 1.2;
}

h2 {
    margin: 2rem 0 .5rem;
    font-size: 1.1875rem;
}

p {
    margin: .5rem 0 1rem;
}

a {
    color: inherit;
}

a:focus-visible {
    outline: 3px solid var(--text);
    outline-offset: 2px;
}

.banner {
    display: block;
    width: 100%;
    max-height: 14rem;
    object-fit: contain;
    border-radius: .75rem;
}

.button {
    display: flex;
    align-items: center;
    justify-content: center;
    min-height: 3rem;
    margin: .75rem 0 0;
    padding: .625rem 1.25rem;
    border: 1px solid var(--edge);
    border-radius: .75rem;
    font-weight: 600;
    text-align: center;
    text-decoration: none;
}

.primary {
    background: var(--primary);
    color: var(--on-primary);
}

.secondary {
    background: var(--secondary);
    color: var(--on-secondary);
}

.faded {
    opacity: .5;
}

.note {
    margin: .25rem 0 0;
    font-size: .9375rem;
}

.apps {
    margin: 1.5rem 0 0;
    padding: 0;
    list-style: none;
}

.apps .button {
    justify-content: flex-start;
    gap: 1rem;
    text-align: left;
}

.apps img {
    flex: none;
    width: 3rem;
    height: 3rem;
    border-radius: .625rem;
    object-fit: contain;
}

.endpoints {
    margin: 0;
    padding: 0;
    list-style: none;
}

.endpoints li {
    padding: .625rem 0;
    border-top: 1px solid var(--edge);
}

code {
    font-size: .9375rem;
}

.method {
    font-weight: 700;
    text-transform: uppercase;
}
)css";

}  // namespace

void register_stylesheet(Routes& routes)
{
    FixedResponse stylesheet(Response{.status = 200,
                                      .content_type = "text/css; charset=utf-8",
                                      .body = std::string(kStylesheet),
                                      .headers = {{"Cache-Control", "max-age=3600"}}});
    // As of any file, HEAD is possible (docs/protocol/http-and-auth.md §4.1).
    const auto answer = [stylesheet = std::move(stylesheet)](const Request& request, Context&) {
        const bool only_reads = request.method == "GET" || request.method == "HEAD";
        return only_reads ? stylesheet.to(request) : Response{.status = 405, .headers = {{"Allow", "GET, HEAD"}}};
    };
    routes.probe(std::string(kStylesheetPath), answer, true);
}

}  // namespace backbone::pages
