// A form, offered as a whole and in pieces, must give the same result both times.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <backbone/multipart.hpp>

namespace {

std::string read(std::string_view body, std::size_t piece)
{
    std::string found;
    backbone::MultipartReader reader(
        "x",
        {[&](const backbone::MultipartPart& part) { found += "\nbegin " + part.name + part.file_name.value_or("-"); },
         [&](std::string_view content) { found += content; }, [&] { found += "\nend"; }});
    while (!body.empty()) {
        const std::size_t size = std::min(piece, body.size());
        if (!reader.put(body.substr(0, size))) return "malformed";
        body.remove_prefix(size);
    }
    return found + (reader.is_complete() ? "\ncomplete" : "");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    if (size == 0) return 0;
    const std::size_t piece = 1 + bytes[0] % 16;
    const std::string_view body(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    backbone::multipart_boundary(body);
    if (read(body, piece) != read(body, body.size())) std::abort();
    return 0;
}
