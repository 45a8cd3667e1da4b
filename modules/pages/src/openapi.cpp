#include "openapi.hpp"

#include <array>
#include <span>

#include <backbone/json_writer.hpp>
#include <backbone/version.hpp>

namespace backbone::pages {
namespace {

constexpr std::string_view kErrorSchema =
    R"({"type":"object","properties":{"error":{"type":"object","properties":{"id":{"type":"string"},)"
    R"("code":{"type":"string"},"message":{"type":"string"},"docs":{"type":"string"},)"
    R"("time":{"type":"string","format":"date-time"},"data":{"nullable":true}}}}})";
constexpr std::string_view kSecuritySchemes =
    R"({"oauth2":{"type":"oauth2","flows":{"password":{"tokenUrl":"/connect/token","scopes":{}}}},)"
    R"("apiKey":{"type":"apiKey","in":"header","name":"X-API-KEY"}})";
constexpr std::string_view kResponses =
    R"({"2XX":{"description":"Success; an answer in JSON is the member `result` of an object"},)"
    R"("default":{"description":"Error","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Error"}}}}})";

/// Each of these ways is enough.
std::string_view security_of(Access access)
{
    switch (access) {
        case Access::identity_required:
            return R"([{"oauth2":[]}])";
        case Access::identity_optional:
            return R"([{},{"oauth2":[]}])";
        case Access::operator_required:
            return R"([{"apiKey":[]}])";
        case Access::operator_optional:
            return R"([{},{"apiKey":[]}])";
        case Access::anonymous:
            break;
    }
    return "[]";
}

void write_parameters(JsonWriter& json, const std::vector<std::string>& names)
{
    json.array([&] {
        for (const std::string& name : names) {
            json.object([&] {
                json.member("name", name);
                json.member("in", "path");
                json.member("required", true);
                json.key("schema");
                json.object([&] { json.member("type", "string"); });
            });
        }
    });
}

void write_body(JsonWriter& json, std::string_view media_type)
{
    json.object([&] {
        json.key("content");
        json.object([&] {
            json.key(media_type);
            json.raw(R"({"schema":{"type":"object"}})");
        });
    });
}

void write_operation(JsonWriter& json, const Operation& operation)
{
    json.object([&] {
        json.member("tags", std::array<std::string_view, 1>{operation.subject});
        json.member("summary", operation.summary);
        json.key("parameters");
        write_parameters(json, operation.parameters);
        if (!operation.body_type.empty()) {
            json.key("requestBody");
            write_body(json, operation.body_type);
        }
        json.key("responses");
        json.raw(kResponses);
        json.key("security");
        json.raw(security_of(operation.access));
    });
}

/// The operations of a path stand together.
void write_paths(JsonWriter& json, std::span<const Operation> operations)
{
    json.object([&] {
        while (!operations.empty()) {
            const std::string& path = operations.front().path;
            json.key(path);
            json.object([&] {
                for (; !operations.empty() && operations.front().path == path; operations = operations.subspan(1)) {
                    json.key(operations.front().method);
                    write_operation(json, operations.front());
                }
            });
        }
    });
}

}  // namespace

std::string openapi_document(std::string_view title, const std::vector<Operation>& operations)
{
    std::string document;
    JsonWriter json(document);
    json.object([&] {
        json.member("openapi", "3.0.3");
        json.key("info");
        json.object([&] {
            json.member("title", title);
            json.member("version", version());
        });
        json.key("paths");
        write_paths(json, operations);
        json.key("components");
        json.object([&] {
            json.key("schemas");
            json.object([&] {
                json.key("Error");
                json.raw(kErrorSchema);
            });
            json.key("securitySchemes");
            json.raw(kSecuritySchemes);
        });
    });
    return document;
}

}  // namespace backbone::pages
