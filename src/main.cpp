#include <sys/stat.h>

#include "program/command_line.hpp"

int main(int argc, char** argv)
{
    // What the program makes, such as the file of a database, is for its own user.
    ::umask(S_IRWXG | S_IRWXO);
    return backbone::program::run_command_line(argc, argv);
}
