#include <backbone/registry.hpp>

#include <algorithm>

namespace backbone {

void Routes::get(std::string pattern, Access access, Handler handler)
{
    routes_.push_back({"GET", std::move(pattern), access, std::move(handler), BodyUse::ignored});
}

void Routes::post(std::string pattern, Access access, Handler handler, BodyUse body)
{
    routes_.push_back({"POST", std::move(pattern), access, std::move(handler), body});
}

void Routes::put(std::string pattern, Access access, Handler handler, BodyUse body)
{
    routes_.push_back({"PUT", std::move(pattern), access, std::move(handler), body});
}

void Routes::patch(std::string pattern, Access access, Handler handler, BodyUse body)
{
    routes_.push_back({"PATCH", std::move(pattern), access, std::move(handler), body});
}

void Routes::del(std::string pattern, Access access, Handler handler)
{
    routes_.push_back({"DELETE", std::move(pattern), access, std::move(handler), BodyUse::ignored});
}

void Routes::upload(std::string pattern, Access access, std::string media_type, MakeStreamHandler make_stream_handler)
{
    routes_.push_back({.method = "POST",
                       .pattern = std::move(pattern),
                       .access = access,
                       .handler = {},
                       .body = BodyUse::streamed,
                       .make_stream_handler = std::move(make_stream_handler),
                       .media_type = std::move(media_type)});
}

void Routes::any(std::string pattern, Handler handler)
{
    routes_.push_back({std::string(kAnyMethod), std::move(pattern), anonymous, std::move(handler), BodyUse::read});
}

void Routes::probe(std::string pattern, Handler handler, bool is_immediate)
{
    routes_.push_back(
        {std::string(kAnyMethod), std::move(pattern), anonymous, std::move(handler), BodyUse::ignored, is_immediate});
}

void Routes::fall_back(Handler handler)
{
    fallback_ = Route{std::string(kAnyMethod), "/*", anonymous, std::move(handler), BodyUse::ignored, true};
}

void EventHandlers::add(std::type_index type, Handle handle)
{
    const auto entry = std::ranges::find(by_type_, type, [](const auto& pair) { return pair.first; });
    if (entry == by_type_.end()) {
        by_type_.emplace_back(type, std::vector<Handle>{std::move(handle)});
    } else {
        entry->second.push_back(std::move(handle));
    }
}

void EventHandlers::dispatch(std::type_index type, const void* event, Transaction& tx) const
{
    const auto entry = std::ranges::find(by_type_, type, [](const auto& pair) { return pair.first; });
    if (entry == by_type_.end()) return;
    for (const Handle& handle : entry->second) handle(event, tx);
}

}  // namespace backbone
