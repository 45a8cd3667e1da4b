#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <backbone/multipart.hpp>

using namespace backbone;

namespace {

/// Reads a form with the boundary `x` and writes down what was found, or `malformed`.
std::string parts_of(std::string_view body, std::size_t piece = std::string::npos)
{
    std::string found;
    MultipartReader reader("x", {[&](const MultipartPart& part) {
                                     found += part.name;
                                     if (part.file_name) found += "<" + *part.file_name + ">";
                                     if (!part.content_type.empty()) found += "(" + part.content_type + ")";
                                     found += "=";
                                 },
                                 [&](std::string_view content) { found += content; }, [&] { found += ";"; }});
    while (!body.empty()) {
        const std::size_t size = std::min(piece, body.size());
        if (!reader.put(body.substr(0, size))) return "malformed";
        body.remove_prefix(size);
    }
    return reader.is_complete() ? found : found + " incomplete";
}

std::string disposition(std::string_view parameters)
{
    return "--x\r\nContent-Disposition: form-data; " + std::string(parameters) + "\r\n\r\n1\r\n--x--";
}

}  // namespace

TEST_CASE("A form is read, in whatever pieces it comes", "[http]")
{
    const std::size_t piece = GENERATE(1U, 2U, 5U, 1000U);
    const std::string body =
        "preamble\r\n--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n"
        "--x \t\r\ncontent-disposition: Form-Data; name=b; filename=\"c; \\\"d\\\".bin\"\r\nContent-Type: "
        "text/plain\r\n\r\n"
        "\r\n--two\r\n-\r\n--x\r\nX-Other: y\r\nContent-Disposition: form-data; filename=\"\"; "
        "name=\"\"\r\n\r\n\r\n--x--\r\nepilogue";
    CHECK(parts_of(body, piece) == "a=one;b<c; \"d\".bin>(text/plain)=\r\n--two\r\n-;<>=;");
}

TEST_CASE("The content of a part in one piece is one view of it", "[http]")
{
    const std::string body =
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + std::string(5000, '\r') + "\r\n--x--";
    int views = 0;
    MultipartReader reader("x", {[](const MultipartPart&) {}, [&](std::string_view) { ++views; }, [] {}});
    CHECK(reader.put(body));
    CHECK(views == 1);
}

TEST_CASE("What is no form is refused", "[http]")
{
    CHECK(parts_of("--x\r\n\r\n1\r\n--x--") == "malformed");
    CHECK(parts_of("--x\r\nContent-Type: a\r\n\r\n1\r\n--x--") == "malformed");
    CHECK(parts_of("--x\r\nno header\r\n\r\n1\r\n--x--") == "malformed");
    CHECK(parts_of("--xy\r\n") == "malformed");
    CHECK(parts_of("--x\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n--x--") == "malformed");
    CHECK(parts_of(disposition("filename=a")) == "malformed");
    CHECK(parts_of(R"({"a":1})") == " incomplete");
    CHECK(parts_of("") == " incomplete");
    CHECK(parts_of("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n") == "a=1 incomplete");
    CHECK(parts_of("--x--") == "");
}

TEST_CASE("Parameters of a part are read with and without quotes", "[http]")
{
    CHECK(parts_of(disposition("name=a")) == "a=1;");
    CHECK(parts_of(disposition("name = \"a\" ; x=y")) == "a=1;");
    CHECK(parts_of(disposition("NAME=\"a\";FileName=b")) == "a<b>=1;");
    CHECK(parts_of(disposition("name=\"a")) == "a=1;");
    CHECK(parts_of(disposition("name")) == "=1;");
}

TEST_CASE("A form's headers and parts are limited", "[http]")
{
    const std::size_t piece = GENERATE(1000U, 1000'000U);
    const std::string start = "--x\r\nContent-Disposition: form-data; name=a";
    CHECK(parts_of(start + std::string(MultipartReader::kMaxPartHeaderBytes, ' ') + "\r\n\r\n1\r\n--x--", piece) ==
          "malformed");
    CHECK(parts_of("--x" + std::string(MultipartReader::kMaxPartHeaderBytes + 1, ' '), piece) == "malformed");

    std::string many;
    for (std::size_t i = 0; i < MultipartReader::kMaxParts; ++i) many += start + "\r\n\r\n\r\n";
    CHECK(parts_of(many + "--x--", piece) != "malformed");
    CHECK(parts_of(many + start + "\r\n\r\n\r\n--x--", piece) == "malformed");
}

TEST_CASE("The boundary is named by the content type", "[http]")
{
    CHECK(multipart_boundary("multipart/form-data; boundary=x") == "x");
    CHECK(multipart_boundary("Multipart/Form-Data; charset=a; Boundary=\"a b\"") == "a b");
    CHECK_FALSE(multipart_boundary("multipart/form-data"));
    CHECK_FALSE(multipart_boundary("multipart/form-data; boundary="));
    CHECK_FALSE(multipart_boundary("multipart/mixed; boundary=x"));
    CHECK_FALSE(multipart_boundary("multipart/form-data; boundary=" + std::string(129, 'x')));

    const std::string body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n";
    CHECK(is_well_formed_multipart("multipart/form-data; boundary=x", body));
    CHECK_FALSE(is_well_formed_multipart("multipart/form-data; boundary=y", body));
    CHECK_FALSE(is_well_formed_multipart("multipart/form-data; boundary=x", "{}"));
}
