// Whatever a filter holds, it is refused or becomes a condition whose texts are all parameters.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <backbone/error.hpp>

#include "filter_sql.hpp"
#include "odata_error.hpp"

using namespace backbone::admin::odata;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    try {
        const Filter filter = parse_filter({reinterpret_cast<const char*>(bytes), size});
        const Condition condition = condition_of(filter);
        // The only quotes are those of an empty text.
        for (std::size_t at = condition.sql.find('\''); at != std::string::npos;
             at = condition.sql.find('\'', at + 2)) {
            if (condition.sql.substr(at, 2) != "''") std::abort();
        }
        if (condition.sql.find_first_of("\";{}%\\") != std::string::npos) std::abort();
    } catch (const backbone::Error&) {
        return 0;
    } catch (const Refused&) {
        return 0;
    }
    return 0;
}
