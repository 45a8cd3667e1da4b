#pragma once

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "support/application.hpp"
#include "support/outcome.hpp"
#include "support/rows.hpp"

/// What tests of files begin with, and how they ask.
namespace backbone::testing {

inline constexpr std::string_view kFiles = "/api/v2/Files";
inline constexpr std::string_view kFormType = "multipart/form-data; boundary=boundary-of-a-test";

/// A part of a form; with a file name it is a file.
struct Part
{
    std::string name;
    std::string value;
    std::optional<std::string> file_name{};
};

using Form = std::vector<Part>;

/// The form of an upload that is as it should be.
inline Form right_form(std::string content = "the content")
{
    return {{"content", std::move(content), "cipher.bin"},
            {"cipherHash", "AAAA"},
            {"ownerSignature", "BBBB"},
            {"encryptedProperties", "CCCC"},
            {"expiresAt", "2026-01-02"}};
}

inline Form without(std::string_view name, Form form = right_form())
{
    std::erase_if(form, [&](const Part& part) { return part.name == name; });
    return form;
}

/// The form with another part in the place of the one with its name.
inline Form with(Part part, Form form = right_form())
{
    *std::ranges::find(form, part.name, &Part::name) = std::move(part);
    return form;
}

inline std::string body_of(const Form& form)
{
    std::string body;
    for (const auto& [name, value, file_name] : form) {
        body += fmt::format("--boundary-of-a-test\r\nContent-Disposition: form-data; name=\"{}\"", name);
        if (file_name) body += fmt::format("; filename=\"{}\"", *file_name);
        body += "\r\n\r\n" + value + "\r\n";
    }
    return body + "--boundary-of-a-test--\r\n";
}

inline Answer upload(TestApplication& app, const std::optional<Person>& as, const Form& form = right_form())
{
    return app.send("POST", std::string(kFiles), body_of(form), as, {{"Content-Type", std::string(kFormType)}});
}

struct GivenFile
{
    std::string id;
    std::string token;

    std::string path(std::string_view rest = "") const { return fmt::format("{}/{}{}", kFiles, id, rest); }
};

inline GivenFile given_file(TestApplication& app, const Person& creator, const Form& form = right_form())
{
    const Answer answer = upload(app, creator, form);
    return {answer.text("result.id"), answer.text("result.ownershipToken")};
}

inline constexpr std::string_view kWrongToken = "wrong-wrong-wrong-20";

inline std::string json_of_token(std::string_view token)
{
    return fmt::format(R"({{"ownershipToken":"{}"}})", token);
}

inline Answer claim(TestApplication& app, const GivenFile& file, std::string_view token, const Person& as)
{
    return app.patch(file.path("/ClaimOwnership"), json_of_token(token), as);
}

inline Answer validate(TestApplication& app, const GivenFile& file, std::string_view token, const Person& as)
{
    return app.post(file.path("/ValidateOwnershipToken"), json_of_token(token), as);
}

inline bool is_locked(TestApplication& app, const GivenFile& file, const Person& as)
{
    return app.get(file.path("/Metadata"), as).at("result.ownershipIsLocked").as_bool();
}

inline std::vector<std::string> keys_of_blobs(TestApplication& app)
{
    std::vector<std::string> keys;
    app.blobs().for_each([&](const BlobEntry& blob) {
        keys.push_back(blob.key);
        return true;
    });
    std::ranges::sort(keys);
    return keys;
}

/// All files in the folder of the blobs, stored or not.
inline std::size_t count_of_stored_files(TestApplication& app)
{
    const std::filesystem::recursive_directory_iterator all(app.blob_folder());
    return static_cast<std::size_t>(
        std::ranges::count_if(all, [](const auto& entry) { return entry.is_regular_file(); }));
}

}  // namespace backbone::testing
