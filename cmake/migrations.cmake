# Turns migrations/<dialect>/NNNN_<module>_<what>.sql into a source file, so that the binary needs no files beside it.

function(backbone_embed_migrations target)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/migrations/*.sql)
    set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_migrations.cpp)
    add_custom_command(
        OUTPUT ${output}
        COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DROOT=${CMAKE_SOURCE_DIR}/migrations
                -P ${CMAKE_SOURCE_DIR}/cmake/embed_migrations.cmake
        DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/embed_migrations.cmake
        VERBATIM)
    target_sources(${target} PRIVATE ${output})
endfunction()
