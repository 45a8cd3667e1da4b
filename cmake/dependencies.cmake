# All from Debian 12; the README tells why each one.

find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(OpenSSL 3 REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(prometheus-cpp REQUIRED)

find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(cjose REQUIRED IMPORTED_TARGET cjose)
pkg_check_modules(minizip REQUIRED IMPORTED_TARGET minizip)

# Debian's SOCI ships its own CMake files in no place that CMake looks at, and no pkg-config file.
foreach(part core postgresql sqlite3 odbc)
    add_library(soci_${part} INTERFACE IMPORTED)
    target_link_libraries(soci_${part} INTERFACE libsoci_${part}.so)
endforeach()
# The databases' own client libraries, for the little that SOCI does not offer; its headers include theirs.
find_path(LIBPQ_INCLUDE libpq-fe.h PATH_SUFFIXES postgresql REQUIRED)
find_path(ODBC_INCLUDE sqlext.h REQUIRED)
target_include_directories(soci_postgresql INTERFACE ${LIBPQ_INCLUDE})
target_include_directories(soci_odbc INTERFACE ${ODBC_INCLUDE})
target_link_libraries(soci_postgresql INTERFACE pq)
target_link_libraries(soci_sqlite3 INTERFACE sqlite3)
target_link_libraries(soci_odbc INTERFACE odbc)
