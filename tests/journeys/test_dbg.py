from tests.journeys.test_uploads import *
def test_dbg(live, visit, ana, tmp_path):
    path = some_file(tmp_path, 20_000_000)
    page = visit(live, "/design?only=light", as_=ana)
    page.on("dialog", lambda dialog: (print("DIALOG", dialog.type), dialog.accept()))
    box = box_of(page)
    set_line(page, bytes_a_second=SLOW)
    box.locator("input[type=file]").set_input_files(path)
    wait_for(lambda: has_begun(at_least=1_000_000))
    page.reload()
    import time; time.sleep(3)
    print("LS", page.evaluate("document.querySelector('[data-unfinished]').outerHTML"), page.evaluate("document.querySelectorAll('[data-unfinished]').length"))
    print("LS", page.evaluate("document.querySelector('.upload').outerHTML"))
    page.close()
