#include "onboarding_pages.hpp"

#include <charconv>

#include <fmt/format.h>

#include "page.hpp"

namespace backbone::pages {
namespace {

/// Has the fragment, which the server never sees, in the link.
constexpr std::string_view kOpenScript = R"js(const link=document.getElementById("open");)js"
                                         R"js(link.href=location.href.replace(/^https?(?=:)/,link.dataset.scheme);)js";
constexpr std::string_view kSelectScript =
    R"js(for(const link of document.querySelectorAll("a[data-app]")){const url=new URL(location.href);)js"
    R"js(url.searchParams.set("app",link.dataset.app);link.href=url.href;})js";

constexpr std::string_view kNeedsScript =
    "<noscript><p>Bitte erlauben Sie JavaScript, damit es weitergehen kann.</p></noscript>";

int component(std::string_view color, std::size_t position)
{
    int value = 0;
    std::from_chars(color.data() + position, color.data() + position + 2, value, 16);
    return value;
}

/// Whether dark text is better readable on it (ITU-R BT.601).
bool is_light(std::string_view color)
{
    constexpr int kMiddle = 128'000;
    return 299 * component(color, 1) + 587 * component(color, 3) + 114 * component(color, 5) >= kMiddle;
}

/// In the dark a light background gives way to that of the stylesheet; a dark one stays.
std::string style_of(const ColorScheme& colors)
{
    const std::string on_background =
        is_light(colors.background)
            ? fmt::format("@media(prefers-color-scheme:light){{:root{{--background:{}}}}}", colors.background)
            : fmt::format(":root{{--background:{};--text:#f1f3f5}}", colors.background);
    return on_background + fmt::format(":root{{--primary:{};--on-primary:{};--secondary:{};--on-secondary:{}}}",
                                       colors.primary, colors.on_primary, colors.secondary, colors.on_secondary);
}

std::string store_button(std::string_view text, const StoreEntry& store)
{
    if (!store.app_link.empty()) {
        return fmt::format(R"(<a class="button secondary" rel="noopener" href="{}">{}</a>)", escaped(store.app_link),
                           text);
    }
    const std::string reason = escaped(store.no_link_text);
    return fmt::format(R"(<span class="button secondary faded" role="link" aria-disabled="true" title="{}">{}</span>)"
                       R"(<p class="note">{}</p>)",
                       reason, text, reason);
}

std::string store_buttons(const App& app, Stores stores)
{
    std::string html;
    if (stores != Stores::google) html += store_button("Im App Store laden", app.apple_app_store);
    if (stores != Stores::apple) html += store_button("Bei Google Play laden", app.google_play_store);
    return html;
}

/// A query keeps no `+`.
std::string query_value(std::string_view app_id)
{
    std::string value;
    for (const char c : app_id) value += c == '+' ? std::string("%2B") : std::string(1, c);
    return value;
}

std::string entry_of(const App& app)
{
    return fmt::format(R"(<li><a class="button primary" data-app="{}" href="?app={}"><img src="{}" alt="">{}</a></li>)",
                       escaped(app.id), query_value(app.id), escaped(app.icon_url), escaped(app.display_name));
}

}  // namespace

Response onboarding_page(const App& app, Stores stores)
{
    const std::string name = escaped(app.display_name);
    std::string body = fmt::format(R"(<img class="banner" src="{}" alt=""><h1>{}</h1><p>{}</p>)",
                                   escaped(app.banner_url), name, escaped(app.description));
    body += "<h2>1. App installieren</h2><p>Wenn Sie die App schon haben, geht es mit dem zweiten Schritt weiter.</p>";
    body += store_buttons(app, stores);
    body += "<h2>2. In der App weitermachen</h2><p>Kehren Sie nach der Installation hierher zurück.</p>";
    body += fmt::format(R"(<a class="button primary" id="open" data-scheme="{}" href="#">In {} öffnen</a>)",
                        escaped(app.id), name);
    body += kNeedsScript;
    return html_response({.language = "de",
                          .title = app.display_name,
                          .images = {app.icon_url, app.banner_url},
                          .style = style_of(app.color_scheme),
                          .body = std::move(body),
                          .script = kOpenScript});
}

Response selection_page(const std::vector<App>& apps)
{
    Page page{.language = "de",
              .title = "App auswählen",
              .images = {},
              .style = style_of(apps.front().color_scheme),
              .body = R"(<h1>Mit welcher App möchten Sie weitermachen?</h1><ul class="apps">)",
              .script = kSelectScript};
    for (const App& app : apps) {
        page.images.push_back(app.icon_url);
        page.body += entry_of(app);
    }
    page.body += "</ul>";
    page.body += kNeedsScript;
    return html_response(page);
}

}  // namespace backbone::pages
