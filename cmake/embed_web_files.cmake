# cmake -DFOLDER=dist -DOUTPUT=file.cpp -DZIPPED=folder -P embed_web_files.cmake
# Writes a source file that defines backbone::admin::web_files() (modules/admin/src/web_files.hpp): the assembler takes the
# contents in, as they are and compressed. Without the folder there are none.

cmake_minimum_required(VERSION 3.25)

set(assembly "")
set(declarations "")
set(entries "")
set(count 0)
# A name of its own for each content, before and behind it.
function(embed label file)
    string(APPEND assembly "    \".global web_${label}_begin\\nweb_${label}_begin:\\n\"\n"
                           "    \".incbin \\\"${file}\\\"\\n\"\n"
                           "    \".global web_${label}_end\\nweb_${label}_end:\\n\"\n")
    string(APPEND declarations "extern const char web_${label}_begin[];\nextern const char web_${label}_end[];\n")
    set(assembly "${assembly}" PARENT_SCOPE)
    set(declarations "${declarations}" PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT files)
foreach(file ${files})
    embed(${count} ${FOLDER}/${file})
    set(zipped "{}")
    set(zip ${ZIPPED}/${count}.gz)
    file(MAKE_DIRECTORY ${ZIPPED})
    execute_process(COMMAND gzip -9 -n -c ${FOLDER}/${file} OUTPUT_FILE ${zip} COMMAND_ERROR_IS_FATAL ANY)
    file(SIZE ${FOLDER}/${file} size)
    file(SIZE ${zip} size_of_zip)
    if(size_of_zip LESS size)
        embed(${count}_gz ${zip})
        set(zipped "view(web_${count}_gz_begin, web_${count}_gz_end)")
    endif()
    string(APPEND entries "        {\"${file}\", view(web_${count}_begin, web_${count}_end), ${zipped}},\n")
    math(EXPR count "${count} + 1")
endforeach()

if(count EQUAL 0)
    set(body "    return {};\n")
else()
    set(body "    const auto view = [](const char* begin, const char* end) { return std::string_view(begin, end); };
    static const std::array<WebFile, ${count}> kFiles{{\n${entries}    }};
    return kFiles;\n")
    set(assembly "__asm__(\".section .rodata\\n\"\n${assembly}    \".text\\n\");\n\n")
    set(declarations "extern \"C\" {\n${declarations}}\n\n")
endif()

file(WRITE ${OUTPUT}
"#include \"web_files.hpp\"

#include <array>

${assembly}${declarations}namespace backbone::admin {

std::span<const WebFile> web_files()
{
${body}}

}  // namespace backbone::admin
")
