#include <fstream>
#include <map>

#include <minizip/unzip.h>
#include <catch2/catch.hpp>

#include "integration/command_line/program_calls.hpp"

using namespace backbone::program;
using namespace backbone::program::test;

namespace fs = std::filesystem;

namespace {

/// An installation whose schema is up to date, and whose temporary files are in its folder.
struct Migrated : Installation
{
    Migrated()
    {
        environment.emplace_back("TMPDIR", folder().string());
        REQUIRE(call({"migrate"}).exit_code == 0);
    }
};

/// The files in an archive and their texts.
std::map<std::string, std::string> unzipped(const fs::path& path)
{
    std::map<std::string, std::string> files;
    void* const archive = unzOpen64(path.c_str());
    REQUIRE(archive);
    for (int result = unzGoToFirstFile(archive); result == UNZ_OK; result = unzGoToNextFile(archive)) {
        std::string name(100, '\0');
        unz_file_info64 about{};
        REQUIRE(unzGetCurrentFileInfo64(archive, &about, name.data(), name.size(), nullptr, 0, nullptr, 0) == UNZ_OK);
        name.resize(about.size_filename);
        std::string text(about.uncompressed_size, '\0');
        REQUIRE(unzOpenCurrentFile(archive) == UNZ_OK);
        CHECK(unzReadCurrentFile(archive, text.data(), static_cast<unsigned>(text.size())) ==
              static_cast<int>(text.size()));
        CHECK(unzCloseCurrentFile(archive) == UNZ_OK);
        files.emplace(std::move(name), std::move(text));
    }
    unzClose(archive);
    return files;
}

}  // namespace

TEST_CASE("The database is exported into an archive that only its owner can read", "[command_line][exports]")
{
    const Migrated installation;

    const Outcome outcome = installation.call({"database", "export"});

    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    REQUIRE(outcome.out.ends_with(".zip\n"));
    const fs::path archive = outcome.out.substr(0, outcome.out.size() - 1);
    CHECK(archive.parent_path() == installation.folder() / "enmeshed" / "backbone");
    CHECK(fs::status(archive).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    const auto files = unzipped(archive);
    CHECK(files.size() == 9);
    CHECK(files.at("tokens.csv") ==
          "TokenId,CreatedAt,CreatedBy,CreatedByClientId,CreatedByClientName,CipherSize,ExpiresAt\r\n");
    CHECK_THAT(outcome.err, Catch::Contains("tokens.csv: 0 rows") && Catch::Contains("kubectl cp"));
}

TEST_CASE("An export goes into a file of one's choice, which it does not overwrite", "[command_line][exports]")
{
    const Migrated installation;
    const fs::path file = installation.folder() / "my.zip";

    CHECK(installation.call({"database", "export", "--sensitive", "--file", file.string()}).out ==
          file.string() + "\n");
    const auto size = fs::file_size(file);
    const Outcome again = installation.call({"database", "export", "--file", file.string()});

    CHECK(again.exit_code == 1);
    CHECK_THAT(again.err, Catch::Contains("exists already"));
    CHECK(fs::file_size(file) == size);
    CHECK(unzipped(file).size() == 9);
}

TEST_CASE("An export replaces those before it, and nothing else", "[command_line][exports]")
{
    const Migrated installation;
    const fs::path folder = installation.folder() / "enmeshed" / "backbone";
    fs::create_directories(folder);
    for (const char* name : {"export-20200101_000000.zip", "export-20200101_000000.zip.part", "other"}) {
        std::ofstream(folder / name) << "x";
    }

    REQUIRE(installation.call({"database", "export"}).exit_code == 0);

    CHECK(fs::exists(folder / "other"));
    CHECK_FALSE(fs::exists(folder / "export-20200101_000000.zip"));
    CHECK(std::distance(fs::directory_iterator(folder), fs::directory_iterator()) == 2);
}

TEST_CASE("An export that cannot be written leaves nothing behind", "[command_line][exports]")
{
    const Migrated installation;
    const Outcome nowhere = installation.call({"database", "export", "--file", "/nowhere/x.zip"});
    CHECK(nowhere.exit_code == 1);
    CHECK_THAT(nowhere.err, Catch::Contains("cannot make '/nowhere/x.zip.part': No such file or directory"));

    fs::create_symlink(installation.folder() / "elsewhere", installation.folder() / "x.zip.part");
    const Outcome linked =
        installation.call({"database", "export", "--file", (installation.folder() / "x.zip").string()});
    CHECK(linked.exit_code == 1);
    CHECK_FALSE(fs::exists(installation.folder() / "elsewhere"));
}
