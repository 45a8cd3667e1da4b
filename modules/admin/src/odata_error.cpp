#include "odata_error.hpp"

namespace backbone::admin::odata {

Response response(int status, std::string_view content_type)
{
    return {.status = status, .content_type = std::string(content_type), .headers = {{"OData-Version", "4.0"}}};
}

Response refusal(const Refused& refused)
{
    Response answer = response(400, kContentType);
    JsonWriter json(answer.body);
    json.object([&] {
        json.key("error");
        json.object([&] {
            json.member("code", "");
            json.member("message", refused.what());
            json.key("details");
            json.array([] {});
            json.key("innererror");
            json.object([] {});
        });
    });
    return answer;
}

}  // namespace backbone::admin::odata
