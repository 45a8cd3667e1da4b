#include "onboarding.hpp"

#include <map>

#include <backbone/binding.hpp>
#include <backbone/fixed_response.hpp>

#include "onboarding_pages.hpp"

namespace backbone::pages {
namespace {

/// The stores that may have an app for the device which the request comes from.
Stores stores_for(const Request& request)
{
    const std::string_view agent = request.header("User-Agent").value_or("");
    const auto names = [&](std::string_view platform) { return agent.find(platform) != std::string_view::npos; };
    if (names("Android")) return Stores::google;
    if (names("iPhone") || names("iPad") || names("iPod") || names("Macintosh")) return Stores::apple;
    return Stores::both;
}

/// Pages have no entity tag, as those of the recorded server.
FixedResponse kept(Response page)
{
    return FixedResponse(std::move(page), Revalidation::none);
}

/// All answers, made at the start.
class Onboarding
{
  public:
    explicit Onboarding(const OnboardingOptions& options)
        : default_app_(options.default_app), selection_(kept(selection_page(options.apps)))
    {
        for (const App& app : options.apps) {
            for (const Stores stores : {Stores::apple, Stores::google, Stores::both}) {
                by_app_[app.id].emplace(stores, kept(onboarding_page(app, stores)));
            }
        }
    }

    Response to(const Request& request) const
    {
        // An empty parameter is as one that is absent.
        const std::string_view wanted = request.query().find("app").value_or("");
        const auto app = by_app_.find(input::is_blank(wanted) ? default_app_ : wanted);
        const FixedResponse& page = app == by_app_.end() ? selection_ : app->second.at(stores_for(request));
        return page.to(request);
    }

  private:
    std::string default_app_;
    FixedResponse selection_;
    std::map<std::string, std::map<Stores, FixedResponse>, std::less<>> by_app_;
};

}  // namespace

void register_onboarding(Routes& routes, const OnboardingOptions& options)
{
    if (options.apps.empty()) return;
    routes.get("/r/{referenceId}", anonymous,
               [pages = Onboarding(options)](const Request& request, Context&) { return pages.to(request); });
}

}  // namespace backbone::pages
