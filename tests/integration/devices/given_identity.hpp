#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "support/application.hpp"
#include "support/outcome.hpp"

/// What tests of new identities send.
namespace backbone::testing {

inline constexpr std::string_view kIdentities = "/api/v2/Identities";

/// The good body for a new identity with the person's key.
inline boost::json::object new_identity(TestApplication& app, const Person& person)
{
    boost::json::object body =
        boost::json::parse(R"({"clientId":"test","clientSecret":"test","identityVersion":1})").as_object();
    body["identityPublicKey"] = TestApplication::public_key_on_the_wire(person);
    body["devicePassword"] = person.password;
    body["signedChallenge"] = boost::json::parse(app.signed_challenge(person));
    return body;
}

inline Answer create_identity(TestApplication& app, const boost::json::object& body)
{
    return app.post(std::string(kIdentities), boost::json::serialize(body));
}

/// A member of the body, or `signedChallenge.<member>`, that is replaced, or removed where the value is absent.
struct Change
{
    std::string member;
    std::optional<std::string> json;
};

inline boost::json::object changed(boost::json::object body, const std::vector<Change>& changes)
{
    for (const auto& [member, json] : changes) {
        boost::json::object* object = &body;
        std::string name = member;
        if (name.starts_with("signedChallenge.")) {
            object = &body.at("signedChallenge").as_object();
            name.erase(0, name.find('.') + 1);
        }
        if (json) {
            (*object)[name] = boost::json::parse(*json);
        } else {
            object->erase(name);
        }
    }
    return body;
}

}  // namespace backbone::testing
