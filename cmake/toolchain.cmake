# Warnings, sanitizers, and the tools that keep the build quick: ccache and mold, where they are installed.

find_program(CCACHE ccache)
if(CCACHE)
    # It keeps what was compiled with precompiled headers only when told that neither macros nor times are hidden in them.
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
# For headers of others that are heavy and never change.
function(backbone_precompile target)
    target_precompile_headers(${target} PRIVATE ${ARGN})
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
        target_compile_options(${target} PRIVATE -fpch-preprocess) # for ccache
    endif()
endfunction()

find_program(MOLD mold)
if(MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual)
# GCC 12 warns of std::optional members that are not engaged, wherever it inlines enough.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    add_compile_options(-Wno-maybe-uninitialized)
endif()
# Clang, which builds the fuzz targets, warns of other things, and tsan of the fences in Asio.
if(DEFINED ENV{CI} AND CMAKE_CXX_COMPILER_ID STREQUAL GNU AND NOT BACKBONE_SANITIZE STREQUAL thread)
    add_compile_options(-Werror)
endif()

if(BACKBONE_SANITIZE)
    add_compile_options(-fsanitize=${BACKBONE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    # SOCI hides the type information which this check needs.
    add_compile_options(-fno-sanitize=vptr)
    if(CMAKE_CXX_COMPILER_ID STREQUAL Clang)
        # Clang 14 cannot add this check to coroutines.
        add_compile_options(-fno-sanitize=function)
    endif()
    add_link_options(-fsanitize=${BACKBONE_SANITIZE})
endif()
if(BACKBONE_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
