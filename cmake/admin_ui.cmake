# Builds the web interface with npm, and puts its files into the binary, so that it needs none beside it.

option(BACKBONE_ADMIN_UI "Build the web interface for operators; needs npm and Node 20" ON)

# backbone_embed_admin_ui(TARGET SOURCE)
function(backbone_embed_admin_ui target source)
    set(output ${CMAKE_CURRENT_BINARY_DIR}/web_files.cpp)
    set(folder ${CMAKE_SOURCE_DIR}/build/admin-ui) # one for all presets
    set(commands "")
    set(sources "")
    if(BACKBONE_ADMIN_UI AND EXISTS ${source}/package.json)
        file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${source}/src/* ${source}/public/*)
        file(GLOB configuration CONFIGURE_DEPENDS ${source}/*.json ${source}/*.ts ${source}/*.mjs ${source}/*.html)
        list(APPEND sources ${configuration})
        set(commands COMMAND ${CMAKE_SOURCE_DIR}/cmake/build_admin_ui ${source} ${folder})
    else()
        set(folder ${CMAKE_CURRENT_BINARY_DIR}/no-admin-ui)
    endif()
    add_custom_command(
        OUTPUT ${output}
        ${commands}
        COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DOUTPUT=${output}
                -DZIPPED=${CMAKE_CURRENT_BINARY_DIR}/web_files -P ${CMAKE_SOURCE_DIR}/cmake/embed_web_files.cmake
        DEPENDS ${sources} ${CMAKE_SOURCE_DIR}/cmake/embed_web_files.cmake ${CMAKE_SOURCE_DIR}/cmake/build_admin_ui
        COMMENT "Building the web interface"
        VERBATIM)
    target_sources(${target} PRIVATE ${output})
endfunction()
