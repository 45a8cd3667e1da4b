// GET /odata and /odata/$metadata (docs/protocol/admin.md §3.7)
#include <fmt/format.h>

#include "identity_overview.hpp"
#include "odata_error.hpp"
#include "use_cases.hpp"

namespace backbone::admin {
namespace {

using namespace odata;

std::string_view edm_type(const Property& property)
{
    if (property.name == "identityVersion") return "Edm.Byte";
    switch (property.kind) {
        case PropertyKind::text:
            return "Edm.String";
        case PropertyKind::integer:
            return "Edm.Int32";
        default:
            return "Edm.DateTimeOffset";
    }
}

std::string property_elements(bool of_tier)
{
    std::string elements;
    for (const Property& property : kProperties) {
        if (property.is_of_tier() != of_tier) continue;
        const std::string_view name = property.name.substr(of_tier ? property.name.find('/') + 1 : 0);
        elements += fmt::format(R"(<Property Name="{}" Type="{}"{} />)", name, edm_type(property),
                                property.is_nullable ? "" : R"( Nullable="false")");
    }
    return elements;
}

}  // namespace

Response get_service_document(const Request& request, Context&)
{
    Response answer = response(200, kContentType);
    JsonWriter json(answer.body);
    json.object([&] {
        json.member("@odata.context", request.base_url + "/odata/$metadata");
        json.key("value");
        json.array([&] {
            json.object([&] {
                json.member("name", "Identities");
                json.member("kind", "EntitySet");
                json.member("url", "Identities");
            });
        });
    });
    return answer;
}

Response get_odata_model(const Request&, Context&)
{
    Response answer = response(200, "application/xml; charset=utf-8");
    answer.body = fmt::format(
        R"(<?xml version="1.0" encoding="utf-8"?>)"
        R"(<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>)"
        R"(<Schema Namespace="Backbone" xmlns="http://docs.oasis-open.org/odata/ns/edm">)"
        R"(<EntityType Name="IdentityOverview"><Key><PropertyRef Name="address" /></Key>{})"
        R"(<NavigationProperty Name="tier" Type="Backbone.Tier" /></EntityType>)"
        R"(<EntityType Name="Tier"><Key><PropertyRef Name="id" /></Key>{}</EntityType>)"
        R"(<EntityContainer Name="Container"><EntitySet Name="Identities" EntityType="Backbone.IdentityOverview" />)"
        R"(</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>)",
        property_elements(false), property_elements(true));
    return answer;
}

}  // namespace backbone::admin
