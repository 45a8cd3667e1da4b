# cmake -DROOT=migrations -DOUTPUT=file.cpp -P embed_migrations.cmake
# Writes a source file that defines backbone::database::embedded_migrations() (src/database/embedded_migrations.hpp).

cmake_minimum_required(VERSION 3.25)

set(entries "")
set(count 0)
foreach(backend sqlite postgresql sqlserver)
    file(GLOB files ${ROOT}/${backend}/*.sql)
    list(SORT files)
    foreach(file ${files})
        get_filename_component(name ${file} NAME_WE)
        if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_[a-z0-9_]+$")
            message(FATAL_ERROR "${file} is not named NNNN_<module>_<what>.sql")
        endif()
        math(EXPR number "1${CMAKE_MATCH_1} - 10000") # without leading zeros, which would make it octal
        file(READ ${file} sql)
        string(APPEND entries
               "    {Backend::${backend}, ${number}, \"${name}\", R\"migration(${sql})migration\"},\n")
        math(EXPR count "${count} + 1")
    endforeach()
endforeach()

file(WRITE ${OUTPUT}.new
"#include \"database/embedded_migrations.hpp\"

#include <array>

namespace backbone::database {

namespace {

constexpr std::array<EmbeddedMigration, ${count}> kMigrations{{
${entries}}};

}  // namespace

std::span<const EmbeddedMigration> embedded_migrations()
{
    return kMigrations;
}

}  // namespace backbone::database
")
file(COPY_FILE ${OUTPUT}.new ${OUTPUT} ONLY_IF_DIFFERENT)
file(REMOVE ${OUTPUT}.new)
