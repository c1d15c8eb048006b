namespace FunctionsBot.Tests.Corpus.Feeds;

/// <summary>The rows; <c>FeedCase</c> says how to read them.</summary>
internal static class FeedRows
{
    public const string Words =
        """
        rss,rdf,atom,atom03: <title>Une lettre ouverte</title> ⇒ title=Une lettre ouverte ; mended=
        rss,rdf,atom,prefixed: <title>R&amp;D publique</title> ⇒ title=R&D publique ; mended=
        rss,rdf,atom: <title>&#201;tat &#xE9;largi</title> ⇒ title=État élargi ; mended=
        rss,rdf,atom: <title>&#128512; libre</title> ⇒ title=😀 libre
        rss,atom: <title>&#150; tiret &#133;</title> ⇒ title=– tiret …
        rss,atom: <title>&#xD800; x</title> ⇒ title=\uFFFD x
        rss,atom: <title>&#1114112; x</title> ⇒ title=\uFFFD x
        rss,atom: <title>a&#0;b&#8;c</title> ⇒ title=abc
        rss,rdf,atom: <title><![CDATA[Deux & trois]]></title> ⇒ title=Deux & trois ; mended=
        rss,rdf: <title><![CDATA[Deux &amp; trois]]></title> ⇒ title=Deux & trois
        rss: <title><![CDATA[]]></title><link>/1</link> ⇒ title= ; link=https://news.example/1
        rss,atom: <title>avant <![CDATA[<dedans>]]> après</title> ⇒ title=avant <dedans> après
        rss: <title><![CDATA[L'<em>IA</em> ouverte]]></title> ⇒ title=L'IA ouverte
        rss,rdf: <title>L'&lt;em&gt;IA&lt;/em&gt; ouverte</title> ⇒ title=L'IA ouverte
        rss: <title>L'<em>IA</em> ouverte</title> ⇒ title=L'IA ouverte
        rss: <title>5 &lt; 6</title> ⇒ title=5 < 6
        rss: <title>a &amp;lt; b</title> ⇒ title=a < b
        rss: <title>List&lt;T&gt; en C#</title> ⇒ title=List<T> en C#
        rss: <title>&amp;eacute;t&amp;eacute;</title> ⇒ title=été
        rss: <title>&amp;#233;t&amp;#xe9;</title> ⇒ title=été
        rss: <title>Fin &lt;br&gt; de ligne</title> ⇒ title=Fin de ligne
        rss: <title>Fin&lt;br/&gt;de ligne</title> ⇒ title=Fin de ligne
        rss: <title>&lt;style&gt;p{}&lt;/style&gt;Net</title> ⇒ title=Net
        rss: <title>&lt;script&gt;a&lt;b&lt;/script&gt;Net</title> ⇒ title=Net
        rss: <title>&lt;SCRIPT src=x&gt;&lt;/SCRIPT&gt;Net</title> ⇒ title=Net
        rss: <title>&lt;img src=x onerror=y&gt;</title><link>/1</link> ⇒ title= ; link=https://news.example/1
        rss: <title>&lt;!-- caché --&gt;Vu</title> ⇒ title=Vu
        rss: <title>x &amp; y; z</title> ⇒ title=x & y; z
        rss: <title>A &amp; B &amp;amp; C</title> ⇒ title=A & B & C
        rss: <title>100 % &amp;bidon; libre</title> ⇒ title=100 % &bidon; libre
        rss: <title>Avec &lt;b&gt;un gras ouvert</title> ⇒ title=Avec un gras ouvert
        rss,rdf,atom: <title>  deux\n\t lignes  </title> ⇒ title=deux lignes
        rss,atom: <title>fine\u202finsécable\u00a0espace</title> ⇒ title=fine insécable espace
        rss,atom: <title>césu\u00adre in\u200bvisible</title> ⇒ title=césure invisible
        rss,rdf,atom: <title></title> ⇒ count=1 ; blank=yes
        rss,atom: <title/><link>https://news.example/1</link> ⇒ title= ; count=1
        rss: <title>Un</title><title>Deux</title> ⇒ title=Un
        rss: <title></title><dc:title>Noyau</dc:title> ⇒ title=Noyau
        rss: <dc:title>Noyau</dc:title> ⇒ title=Noyau
        rss: <media:title>Média</media:title> ⇒ title=Média
        rss: <media:group><media:title>Groupe</media:title></media:group><title>Vrai</title> ⇒ title=Vrai
        rss: <itunes:title>Balado</itunes:title> ⇒ title=Balado
        rss: <TITLE>Majuscules</TITLE> ⇒ title=Majuscules
        rss: <title lang="fr" >Attribut</title > ⇒ title=Attribut
        atom: <title type="text">1 &lt; 2</title> ⇒ title=1 < 2
        atom: <title type="text">AT&amp;amp;T</title> ⇒ title=AT&amp;T
        atom: <title type="text">La balise &lt;blink&gt;</title> ⇒ title=La balise <blink>
        atom: <title type="text/plain">Brut &amp; net</title> ⇒ title=Brut & net
        atom: <title>Du &lt;b&gt;gras&lt;/b&gt; déguisé</title> ⇒ title=Du gras déguisé
        atom: <title>&lt;script&gt;x&lt;/script&gt;Net</title> ⇒ title=Net
        atom: <title type="html">1 &amp;lt; 2</title> ⇒ title=1 < 2
        atom: <title type="html">AT&amp;amp;T</title> ⇒ title=AT&T
        atom: <title type="html">L'&lt;i&gt;IA&lt;/i&gt;</title> ⇒ title=L'IA
        atom: <title type="html"><![CDATA[L'<i>IA</i> &eacute;tat]]></title> ⇒ title=L'IA état
        atom: <title type="text/html">L'&lt;i&gt;IA&lt;/i&gt;</title> ⇒ title=L'IA
        atom: <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">L'<i>IA</i> &amp; nous</div></title> ⇒ title=L'IA & nous
        atom: <title type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">L'<h:i>IA</h:i></h:div></title> ⇒ title=L'IA
        atom03: <title mode="escaped" type="text/html">L'&lt;i&gt;IA&lt;/i&gt;</title> ⇒ title=L'IA
        atom03: <title mode="xml" type="application/xhtml+xml"><div>L'<i>IA</i></div></title> ⇒ title=L'IA
        atom03: <title mode="base64">T3V2ZXJ0</title> ⇒ title=Ouvert
        atom03: <title mode="base64">pas du base64 !</title> ⇒ title=pas du base64 !
        rss,rdf: <title>T</title><description>Simple.</description> ⇒ summary=Simple.
        rss: <title>T</title><description>&lt;p&gt;Un.&lt;/p&gt;&lt;p&gt;Deux.&lt;/p&gt;</description> ⇒ summary=Un. Deux.
        rss: <title>T</title><description><![CDATA[<p>Un.</p><ul><li>a</li><li>b</li></ul>]]></description> ⇒ summary=Un. a b
        rss: <title>T</title><description><p>En clair &amp; ouvert</p></description> ⇒ summary=En clair & ouvert
        rss: <title>T</title><description><![CDATA[<a href="x">mot</a>, suite]]></description> ⇒ summary=mot, suite
        rss: <title>T</title><description></description><dc:description>Noyau</dc:description> ⇒ summary=Noyau
        rss: <title>T</title><itunes:summary>Balado</itunes:summary> ⇒ summary=Balado
        rss: <title>T</title><media:description>Média</media:description> ⇒ summary=Média
        rss: <title>T</title><content:encoded><![CDATA[<p>Tout &amp; plus</p>]]></content:encoded> ⇒ content=<p>Tout &amp; plus</p> ; summary=Tout & plus
        rss: <title>T</title><content:encoded>&lt;p&gt;Tout&lt;/p&gt;</content:encoded> ⇒ content=<p>Tout</p>
        rss: <title>T</title><content:encoded><![CDATA[a]]>]]&gt;<![CDATA[b]]></content:encoded> ⇒ content=a]]&gt;b
        rss: <title>T</title><xhtml:body xmlns:xhtml="http://www.w3.org/1999/xhtml"><p>Tout</p></xhtml:body> ⇒ content=<p>Tout</p>
        rss: <title>T</title><body xmlns="http://www.w3.org/1999/xhtml"><p>Tout</p></body> ⇒ content=<p>Tout</p>
        rss: <title>T</title><description>Bref</description><content:encoded>Long</content:encoded> ⇒ summary=Bref ; content=Long
        atom: <title>T</title><summary>Bref</summary><content type="html">&lt;p&gt;Long&lt;/p&gt;</content> ⇒ summary=Bref ; content=<p>Long</p>
        atom: <title>T</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long</p></div></content> ⇒ content=<p>Long</p>
        atom: <title>T</title><content src="https://news.example/c" type="text/html"/> ⇒ content= ; link=https://news.example/c
        atom: <title>T</title><summary type="html">&lt;p&gt;a &amp;amp; b&lt;/p&gt;</summary> ⇒ summary=a & b
        atom03: <title>T</title><content type="text/html" mode="escaped">&lt;p&gt;Long&lt;/p&gt;</content> ⇒ content=<p>Long</p>
        json: "title":"R\u0026D <b>x</b>","url":"/1" ⇒ title=R&D x
        json: "title":"Un & deux","content_text":"a\\nb" ⇒ title=Un & deux ; summary=a b
        json: "id":1,"content_html":"<p>x</p>" ⇒ title= ; content=<p>x</p> ; id=1
        json: "id":"1","summary":"S","content_text":"C" ⇒ summary=S
        """;

    public const string Fidelity =
        """
        atom: <title>T</title><content type="html" xml:base="/docs/">&lt;a href="note.pdf"&gt;note&lt;/a&gt;</content> ⇒ content=<a href="https://news.example/docs/note.pdf">note</a>
        doc: <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/"><entry xml:base="y/"><title>T</title><content type="xhtml" xml:base="z/"><div xmlns="http://www.w3.org/1999/xhtml"><img src="i.png" alt="Un graphique"/></div></content></entry></feed> ⇒ content=<img src="https://a.example/x/y/z/i.png" alt="Un graphique">
        doc: <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/"><entry><title>T</title><link xml:base="/w/" href="b"/></entry></feed> ⇒ link=https://a.example/w/b
        rss: <title>T</title><content:encoded><![CDATA[<a href="../rapport">rapport</a>]]></content:encoded> ⇒ content=<a href="https://news.example/rapport">rapport</a>
        rss: <title>T</title><description>&lt;p&gt;Voir &lt;a href="/suite"&gt;la suite&lt;/a&gt;&lt;/p&gt;</description> ⇒ summary=Voir la suite ; content=<p>Voir <a href="https://news.example/suite">la suite</a></p>
        rss: <title>T</title><description>Sans balise &amp;amp; bref</description> ⇒ summary=Sans balise & bref ; content=
        rss: <title>T</title><description>&lt;b&gt;Bref&lt;/b&gt;</description><content:encoded>Long</content:encoded> ⇒ summary=Bref ; content=Long
        rss: <title>T</title><content:encoded>Long</content:encoded><description>&lt;b&gt;Bref&lt;/b&gt;</description> ⇒ summary=Bref ; content=Long
        rss: <title>T</title><description>Un</description><summary>Deux</summary> ⇒ summary=Un ; content=Deux
        rss: <title>T</title><content:encoded><![CDATA[<p onclick="x()" class="c" style="top:0">Un<script>alert(1)</script> mot</p>]]></content:encoded> ⇒ content=<p>Un mot</p>
        rss: <title>T</title><content:encoded><![CDATA[<a href="javascript:alert(1)">a</a><a href=" jAvA\nscript:x">b</a><a href="data:text/html,x">c</a>]]></content:encoded> ⇒ content=<a>a</a><a>b</a><a>c</a>
        rss: <title>T</title><content:encoded><![CDATA[<a href="&#106;avascript:alert(1)">a</a><img src=x onerror=y()>]]></content:encoded> ⇒ content=<a>a</a><img src="https://news.example/feeds/x">
        rss: <title>T</title><content:encoded><![CDATA[<style>p{color:red}</style><p>Vu</p><!-- caché -->]]></content:encoded> ⇒ content=<p>Vu</p>
        rss: <title>T</title><content:encoded><![CDATA[<svg><script>x</script></svg><iframe src="//x.example/"></iframe><form action="/x"><input name="q">Cherche</form>]]></content:encoded> ⇒ content=Cherche
        rss: <title>T</title><content:encoded><![CDATA[<p>Un<p>Deux <b>gras</p></div></i>]]></content:encoded> ⇒ content=<p>Un</p><p>Deux <b>gras</b></p>
        rss: <title>T</title><content:encoded><![CDATA[<scr<script>ipt>x</script>Net]]></content:encoded> ⇒ content=ipt&gt;xNet
        rss: <title>T</title><content:encoded><![CDATA[<img alt="a > b" title='<b>"' src="/i.png">]]></content:encoded> ⇒ content=<img alt="a &gt; b" title="&lt;b&gt;&quot;" src="https://news.example/i.png">
        rss: <title>T</title><content:encoded><![CDATA[3 < 4 et 5 > 4]]></content:encoded> ⇒ content=3 &lt; 4 et 5 &gt; 4
        rss: <title>T</title><content:encoded><![CDATA[<a href="mailto:ada@news.example">Ada</a> <a href="#note">note</a>]]></content:encoded> ⇒ content=<a href="mailto:ada@news.example">Ada</a> <a href="https://news.example/feeds/all.xml#note">note</a>
        rss: <title>T</title><content:encoded><![CDATA[<p>coupé <a href="https://x.ex]]></content:encoded> ⇒ content=<p>coupé </p>
        atom: <title>T</title><content type="text">a &lt; b &amp;amp; c</content> ⇒ content=a &lt; b &amp;amp; c
        atom: <title>T</title><content type="application/octet-stream">PGI+Z3JhczwvYj4=</content> ⇒ content=<b>gras</b>
        atom: <title>T</title><content type="html"><div xmlns="http://www.w3.org/1999/xhtml">Du &lt;b&gt;gras&lt;/b&gt;</div></content> ⇒ content=Du <b>gras</b>
        json: "url":"/a","content_html":"<p onload=x()>Un <a href='/b'>lien</a></p>" ⇒ content=<p>Un <a href="https://news.example/b">lien</a></p>
        rss: <media:title>Vidéo</media:title><title>Article</title> ⇒ title=Article
        rss: <itunes:summary>Balado</itunes:summary><description>Article</description> ⇒ summary=Article
        rss: <itunes:author>Studio</itunes:author><dc:creator>Ada Roux</dc:creator> ⇒ author=Ada Roux
        rss: <title>T</title><media:content url="/v.mp4" type="video/mp4" fileSize="7"><media:title>V</media:title><media:category>ia</media:category></media:content> ⇒ title=T ; enclosures=https://news.example/v.mp4 video/mp4 7 ; categories=ia
        rss: <title>T</title><itunes:category text="Société"><itunes:category text="Documentaire"/></itunes:category><itunes:keywords>ia, libre</itunes:keywords> ⇒ categories=Société, Documentaire, ia, libre
        atom: <title>T</title><author><email>ada@news.example</email></author> ⇒ author=ada@news.example
        atom: <title>T</title><author><uri>https://ada.example/</uri></author> ⇒ author=
        atom: <title>T</title><author><uri>https://ada.example/</uri><name>Ada</name></author> ⇒ author=Ada
        atom: <title>T</title><link rel="enclosure" type="audio/mpeg">https://news.example/a.mp3</link> ⇒ enclosures=https://news.example/a.mp3 audio/mpeg
        rdf: <title>T</title> ⇒ id=
        doc: <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item rdf:about="https://news.example/7"><title>T</title></item></rdf:RDF> ⇒ id=https://news.example/7 ; link=https://news.example/7
        rss: <guid>/relatif/7</guid> ⇒ id=https://news.example/relatif/7 ; link=https://news.example/relatif/7
        rss: <guid>7</guid> ⇒ id=7 ; link=https://news.example/
        atom: <id>https://news.example/7</id> ⇒ link=https://news.example/7
        atom: <id>tag:news.example,2026:7</id><title>T</title> ⇒ link=https://news.example/
        atom: <title xml:lang="de">T</title> ⇒ language=de
        doc: <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><entry xml:lang="fr"><title>T</title></entry></feed> ⇒ language=fr ; feedlanguage=en
        rss: <x:description xmlns:x="http://x.example/rss/module/">Autre</x:description><description>Le vrai</description> ⇒ summary=Le vrai
        doc: <CHANNEL BASE="https://b.example/"><TITLE>F</TITLE><ITEM HREF="/1" LASTMOD="2026-03-17T08:45:00Z"><TITLE>Un</TITLE><ABSTRACT>Bref</ABSTRACT></ITEM></CHANNEL> ⇒ title=Un ; link=https://b.example/1 ; modified=2026-03-17 08:45:00 ; summary=Bref
        rss: <title>L\u0092IA \u0093ouverte\u0094\u0085</title> ⇒ title=L’IA “ouverte”…
        rss: <dc:creator>Ada</dc:creator> ⇒ count=1 ; blank=yes ; author=Ada
        doc: <rss><channel><item><link>/journal#a</link></item><item><link>/journal#b</link></item></channel></rss> ⇒ identities=2 ; links=https://news.example/journal#a, https://news.example/journal#b
        doc: <rss><channel><item><link>/journal#a</link></item><item><link>/journal#xtor=RSS-1</link></item></channel></rss> ⇒ links=https://news.example/journal#a, https://news.example/journal
        """;

    public const string Links =
        """
        rss,rdf: <link>https://news.example/a</link> ⇒ link=https://news.example/a
        rss,rdf: <link>\n  https://news.example/a\n</link> ⇒ link=https://news.example/a
        rss,rdf: <link><![CDATA[https://news.example/a?b=1&c=2]]></link> ⇒ link=https://news.example/a?b=1&c=2
        rss: <link>https://news.example/a?b=1&amp;c=2</link> ⇒ link=https://news.example/a?b=1&c=2
        rss: <link>https://news.example/a?b=1&c=2</link> ⇒ link=https://news.example/a?b=1&c=2 ; mended=ampersands
        rss: <link>/a</link> ⇒ link=https://news.example/a
        rss: <link>a</link> ⇒ link=https://news.example/feeds/a
        rss: <link>../a</link> ⇒ link=https://news.example/a
        rss: <link>?id=3</link> ⇒ link=https://news.example/feeds/all.xml?id=3
        rss: <link>//cdn.example/a</link> ⇒ link=https://cdn.example/a
        rss: <link>HTTPS://News.Example/A</link> ⇒ link=https://news.example/A
        rss: <link>https://news.example/été</link> ⇒ link=https://news.example/%C3%A9t%C3%A9
        rss: <link>https://news.example/a b</link> ⇒ link=https://news.example/ab
        rss: <link>javascript:alert(1)</link><title>T</title> ⇒ link=https://news.example/
        rss: <link>data:text/html,x</link><title>T</title> ⇒ link=https://news.example/
        rss: <link>file:///etc/passwd</link><title>T</title> ⇒ link=https://news.example/
        rss: <link>mailto:a@b.example</link><title>T</title> ⇒ link=https://news.example/
        rss: <link></link><guid>https://news.example/g</guid> ⇒ link=https://news.example/g ; id=https://news.example/g
        rss: <guid isPermaLink="true">https://news.example/g</guid> ⇒ link=https://news.example/g
        rss: <guid isPermaLink="FALSE">https://news.example/g</guid><title>T</title> ⇒ link=https://news.example/
        rss: <guid>42</guid><title>T</title> ⇒ link=https://news.example/ ; id=42
        rss: <link>https://news.example/a</link><guid>https://news.example/g</guid> ⇒ link=https://news.example/a
        rss: <guid> https://news.example/g\n</guid> ⇒ id=https://news.example/g
        rss: <guid></guid><link>/a</link> ⇒ id=
        rss: <link>https://news.example/a?utm_source=x&amp;utm_medium=y</link> ⇒ link=https://news.example/a
        rss: <link>https://news.example/a?id=1&amp;utm_campaign=y&amp;p=2</link> ⇒ link=https://news.example/a?id=1&p=2
        rss: <link>https://news.example/a?xtor=RSS-3#xtor=AL-32</link> ⇒ link=https://news.example/a
        rss: <link>https://news.example/a?at_medium=rss&amp;at_campaign=x</link> ⇒ link=https://news.example/a
        rss: <link>https://news.example/a?fbclid=x&amp;gclid=y&amp;mc_cid=z</link> ⇒ link=https://news.example/a
        rss: <link>https://news.example/a?amp;utm_source=x</link> ⇒ link=https://news.example/a
        rss: <link>https://news.example/a#section</link> ⇒ link=https://news.example/a#section
        rss: <link>https://news.example/#!/a</link> ⇒ link=https://news.example/#!/a
        rss: <link>https://news.example/#/a</link> ⇒ link=https://news.example/#/a
        rss: <link>https://news.example/a?utmost=1&amp;attic=2</link> ⇒ link=https://news.example/a?utmost=1&attic=2
        rss: <link>https://news.example:8443/a</link> ⇒ link=https://news.example:8443/a
        rss: <a:link href="https://news.example/at"/> ⇒ link=https://news.example/at
        rss: <a:link rel="self" href="https://news.example/self"/><link>/a</link> ⇒ link=https://news.example/a
        rss: <link href="https://news.example/h"/> ⇒ link=https://news.example/h
        rss: <link xmlns="http://www.w3.org/2005/Atom" href="https://news.example/h"/> ⇒ link=https://news.example/h
        rss: <link>https://proxy.example/a</link><feedburner:origLink xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">https://news.example/o</feedburner:origLink> ⇒ link=https://news.example/o
        rss: <source url="https://else.example/rss"><link>https://else.example/</link></source><link>/a</link> ⇒ link=https://news.example/a
        rss: <comments>https://news.example/a#comments</comments><link>/a</link> ⇒ link=https://news.example/a
        rss: <dc:identifier>https://news.example/dc</dc:identifier> ⇒ link=https://news.example/dc
        rss: <enclosure url="https://news.example/e.mp3" type="audio/mpeg" length="7"/> ⇒ link=https://news.example/e.mp3 ; enclosures=https://news.example/e.mp3 audio/mpeg 7
        rss: <link>/a</link><enclosure url="e.mp3" length="beaucoup"/> ⇒ enclosures=https://news.example/feeds/e.mp3
        rss: <link>/a</link><enclosure url="javascript:x" type="audio/mpeg"/> ⇒ enclosures=
        rss: <link>/a</link><enclosure url="/1.mp3"/><enclosure url="/2.mp3"/><enclosure url="/1.mp3"/> ⇒ enclosures=https://news.example/1.mp3, https://news.example/2.mp3
        rss: <link>/a</link><media:content url="/i.jpg" type="image/jpeg" fileSize="9"/> ⇒ enclosures=https://news.example/i.jpg image/jpeg 9
        rss: <link>/a</link><media:group><media:content url="/1.jpg"/><media:content url="/2.jpg"/></media:group> ⇒ enclosures=https://news.example/1.jpg, https://news.example/2.jpg
        rss: <link>/a</link><media:content url="/i.jpg"><media:title>Image</media:title></media:content><title>T</title> ⇒ title=T
        atom,prefixed: <link href="https://news.example/a"/> ⇒ link=https://news.example/a
        prefixed: <x:link href="https://news.example/a"/><x:title>T</x:title> ⇒ link=https://news.example/a ; title=T
        atom: <link rel="alternate" type="text/html" href="/a"/> ⇒ link=https://news.example/a
        atom: <link rel="ALTERNATE" href="/a"></link> ⇒ link=https://news.example/a
        atom: <link rel="self" href="/s"/><link rel="alternate" href="/a"/> ⇒ link=https://news.example/a
        atom: <link rel="alternate" type="application/pdf" href="/a.pdf"/><link rel="alternate" type="text/html" href="/a"/> ⇒ link=https://news.example/a
        atom: <link rel="related" href="/r"/><title>T</title> ⇒ link=https://news.example/r
        atom: <link rel="enclosure" href="/e.pdf" type="application/pdf" length="3"/><link href="/a"/> ⇒ enclosures=https://news.example/e.pdf application/pdf 3 ; link=https://news.example/a
        atom: <link>https://news.example/text</link> ⇒ link=https://news.example/text
        atom: <link href='/a?b=1&amp;c=2'/> ⇒ link=https://news.example/a?b=1&c=2
        atom: <link href=/a /> ⇒ link=https://news.example/a
        atom: <id>urn:uuid:1</id><title>T</title> ⇒ id=urn:uuid:1 ; link=https://news.example/
        atom: <id>https://news.example/id</id><link href="/a"/> ⇒ id=https://news.example/id ; link=https://news.example/a
        doc: <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/x/"><entry><link href="a"/></entry></feed> ⇒ link=https://b.example/x/a
        doc: <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/x/"><entry xml:base="y/"><link href="a"/></entry></feed> ⇒ link=https://b.example/x/y/a
        doc: <feed xmlns="http://www.w3.org/2005/Atom" xml:base="/x/"><entry xml:base="y/"><link href="a"/></entry><entry><link href="b"/></entry></feed> ⇒ links=https://news.example/x/y/a, https://news.example/x/b
        doc: <rss xml:base="https://b.example/"><channel><item><link>a</link></item></channel></rss> ⇒ link=https://b.example/a
        doc: <rss><channel xml:base="https://b.example/"><item><link>a</link></item></channel></rss> ⇒ link=https://b.example/a
        doc: <rss xml:base="javascript:x"><channel><item><link>a</link></item></channel></rss> ⇒ link=https://news.example/feeds/a
        doc: <rss><channel><item><link>/1</link></item><item><link>/1?utm_source=b</link></item><item><link>http://news.example/1/</link></item></channel></rss> ⇒ links=https://news.example/1, https://news.example/1, http://news.example/1/ ; identities=1
        doc: <rss><channel><item><guid>1</guid><link>/1</link></item><item><guid>1</guid><link>/1</link></item></channel></rss> ⇒ identities=1
        doc: <rss><channel><item><title>A</title></item><item><title>B</title></item></channel></rss> ⇒ titles=A, B
        doc: <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item rdf:about="https://news.example/about"><title>T</title></item></rdf:RDF> ⇒ link=https://news.example/about
        json: "url":"/a" ⇒ link=https://news.example/a
        json: "external_url":"https://else.example/a","title":"T" ⇒ link=https://else.example/a
        json: "id":"https://news.example/id" ⇒ link=https://news.example/id ; id=https://news.example/id
        json: "url":"javascript:x","title":"T" ⇒ link=https://news.example/feeds/all.xml
        json: "url":"/a","attachments":[{"url":"/f.pdf","mime_type":"application/pdf","size_in_bytes":5},{"nothing":1},7] ⇒ enclosures=https://news.example/f.pdf application/pdf 5
        """;

    public const string Dates =
        """
        rss: <title>T</title><pubDate>Tue, 17 Mar 2026 08:45:00 +0100</pubDate> ⇒ published=2026-03-17 07:45:00
        rss: <title>T</title><pubDate>Tue, 17 Mar 2026 08:45:00 GMT</pubDate> ⇒ published=2026-03-17 08:45:00
        rss: <title>T</title><pubdate>Tue, 17 Mar 2026 08:45:00 EST</pubdate> ⇒ published=2026-03-17 13:45:00
        rss: <title>T</title><PubDate>17 Mar 26 08:45 -0000</PubDate> ⇒ published=2026-03-17 08:45:00
        rss: <title>T</title><pubDate>2026-03-17T08:45:00Z</pubDate> ⇒ published=2026-03-17 08:45:00
        rss: <title>T</title><pubDate>2026-03-17 08:45:00</pubDate> ⇒ published=2026-03-17 08:45:00
        rss: <title>T</title><pubDate>17/03/2026 - 08:45</pubDate> ⇒ published=2026-03-17 08:45:00
        rss: <title>T</title><pubDate>mardi 17 mars 2026 à 08h45</pubDate> ⇒ published=2026-03-17 08:45:00
        rss: <title>T</title><pubDate>mar, 17 mars 2026 08:45:00 +0100</pubDate> ⇒ published=2026-03-17 07:45:00
        rss: <title>T</title><pubDate>jeu. 13 nov. 2025 08:45:00 CET</pubDate> ⇒ published=2025-11-13 07:45:00
        rss: <title>T</title><pubDate>sam., 14 févr. 2026 10:00:00 +0000</pubDate> ⇒ published=2026-02-14 10:00:00
        rss: <title>T</title><pubDate>Mo, 16 Mrz 2026 08:45:00 +0100</pubDate> ⇒ published=2026-03-16 07:45:00
        rss: <title>T</title><pubDate>16 de marzo de 2026 8:45</pubDate> ⇒ published=2026-03-16 08:45:00
        rss: <title>T</title><pubDate><![CDATA[Tue, 17 Mar 2026 08:45:00 GMT]]></pubDate> ⇒ published=2026-03-17 08:45:00
        rss: <title>T</title><pubDate>\n Tue, 17 Mar 2026\n 08:45:00 GMT </pubDate> ⇒ published=2026-03-17 08:45:00
        rss: <title>T</title><pubDate>Tue, 17 Mar 2026 25:45:00 GMT</pubDate> ⇒ published=2026-03-17 00:00:00
        rss: <title>T</title><pubDate>Fri, 17 Mar 2026 08:45:00 GMT</pubDate> ⇒ published=2026-03-17 08:45:00
        rss: <title>T</title><pubDate>Tue, 31 Feb 2026 08:45:00 GMT</pubDate> ⇒ published=
        rss: <title>T</title><pubDate>bientôt</pubDate> ⇒ published=
        rss: <title>T</title><pubDate></pubDate><dc:date>2026-03-17</dc:date> ⇒ published=2026-03-17 00:00:00
        rss: <title>T</title><pubDate>0001-01-01T00:00:00</pubDate> ⇒ published=
        rss: <title>T</title><pubDate>1773737100</pubDate> ⇒ published=2026-03-17 08:45:00
        rss,rdf,atom: <title>T</title><dc:date>2026-03-17T08:45+01:00</dc:date> ⇒ published=2026-03-17 07:45:00
        rss: <title>T</title><dcterms:issued>2026-03-17</dcterms:issued><dcterms:modified>2026-03-18</dcterms:modified> ⇒ published=2026-03-17 00:00:00 ; modified=2026-03-18 00:00:00
        rss: <title>T</title><dcterms:created>2026-03</dcterms:created> ⇒ published=2026-03-01 00:00:00
        rss: <title>T</title><date>2026-03-17</date> ⇒ published=2026-03-17 00:00:00
        rss: <title>T</title><a:published>2026-03-17T08:45:00Z</a:published> ⇒ published=2026-03-17 08:45:00
        rss: <title>T</title><a:updated>2026-03-17T08:45:00Z</a:updated> ⇒ modified=2026-03-17 08:45:00 ; published=2026-03-17 08:45:00
        rss: <title>T</title><pubDate>Tue, 17 Mar 2026 08:45:00 GMT</pubDate><pubDate>Wed, 18 Mar 2026 08:45:00 GMT</pubDate> ⇒ published=2026-03-17 08:45:00
        atom,prefixed: <title>T</title><published>2026-03-17T08:45:00Z</published> ⇒ published=2026-03-17 08:45:00
        atom: <title>T</title><published>2026-03-17T08:45:00.123456+01:00</published><updated>2026-03-17T10:00:00Z</updated> ⇒ published=2026-03-17 07:45:00 ; modified=2026-03-17 10:00:00
        atom: <title>T</title><updated>2026-03-17T08:45:00Z</updated> ⇒ published=2026-03-17 08:45:00
        atom: <title>T</title><updated>Tue, 17 Mar 2026 08:45:00 GMT</updated> ⇒ modified=2026-03-17 08:45:00
        atom: <title>T</title><updated>2026-03-17T24:00:00Z</updated> ⇒ modified=2026-03-18 00:00:00
        atom: <title>T</title><updated>2026-03-17T08:45Z</updated> ⇒ modified=2026-03-17 08:45:00
        atom: <title>T</title><updated>20260317T084500Z</updated> ⇒ modified=2026-03-17 08:45:00
        atom: <title>T</title><updated>2026-076</updated> ⇒ modified=2026-03-17 00:00:00
        atom03: <title>T</title><issued>2026-03-17T08:45:00Z</issued><modified>2026-03-18T08:45:00Z</modified><created>2026-03-16T00:00:00Z</created> ⇒ published=2026-03-17 08:45:00 ; modified=2026-03-18 08:45:00
        atom03: <title>T</title><created>2026-03-16T00:00:00Z</created> ⇒ published=2026-03-16 00:00:00
        json: "url":"/a","date_published":"2026-03-17T08:45:00+01:00","date_modified":"2026-03-18T00:00:00Z" ⇒ published=2026-03-17 07:45:00 ; modified=2026-03-18 00:00:00
        json: "url":"/a","date_published":"hier" ⇒ published=
        json: "url":"/a","date_published":null ⇒ published=
        """;

    public const string People =
        """
        rss,rdf,atom: <title>T</title><dc:creator>Ada Roux</dc:creator> ⇒ author=Ada Roux
        rss: <title>T</title><dc:creator><![CDATA[Ada Roux]]></dc:creator> ⇒ author=Ada Roux
        rss: <title>T</title><dc:creator>Ada Roux</dc:creator><dc:creator>Bea Lind</dc:creator> ⇒ author=Ada Roux, Bea Lind
        rss: <title>T</title><dc:creator>Ada Roux</dc:creator><dc:creator>Ada Roux</dc:creator> ⇒ author=Ada Roux
        rss: <title>T</title><author>ada@news.example (Ada Roux)</author> ⇒ author=Ada Roux
        rss: <title>T</title><author>Ada Roux (avec l'AFP)</author> ⇒ author=Ada Roux (avec l'AFP)
        rss: <title>T</title><author>Ada Roux &lt;ada@news.example&gt;</author> ⇒ author=Ada Roux
        rss: <title>T</title><author>ada@news.example</author> ⇒ author=ada@news.example
        rss: <title>T</title><author></author><dc:creator>Ada</dc:creator> ⇒ author=Ada
        rss: <title>T</title><itunes:author>Ada Roux</itunes:author> ⇒ author=Ada Roux
        rss: <title>T</title><media:credit>Ada Roux</media:credit> ⇒ author=Ada Roux
        rss: <title>T</title><a:author><a:name>Ada Roux</a:name></a:author> ⇒ author=Ada Roux
        atom: <title>T</title><author><name>Ada Roux</name><email>x@y.example</email></author> ⇒ author=Ada Roux
        atom: <title>T</title><author><email>x@y.example</email><name>Ada &amp; Bea</name></author> ⇒ author=Ada & Bea
        atom: <title>T</title><author><name>Ada</name></author><author><name>Bea</name></author> ⇒ author=Ada, Bea
        atom: <title>T</title><author>Ada Roux</author> ⇒ author=Ada Roux
        prefixed: <x:title>T</x:title><x:author><x:name>Ada Roux</x:name></x:author> ⇒ author=Ada Roux
        atom03: <title>T</title><author><name>Ada Roux</name><url>https://ada.example/</url></author> ⇒ author=Ada Roux
        atom: <title>T</title><source><author><name>Autre</name></author><title>Ailleurs</title></source><author><name>Ada</name></author> ⇒ author=Ada ; title=T
        json: "url":"/a","authors":[{"name":"Ada"},{"name":"Bea"},{"url":"x"}] ⇒ author=Ada, Bea
        json: "url":"/a","author":{"name":"Ada"} ⇒ author=Ada
        json: "url":"/a","authors":"Ada" ⇒ author=
        rss: <title>T</title><category>IA</category><category>Libre</category> ⇒ categories=IA, Libre
        rss: <title>T</title><category><![CDATA[R & D]]></category> ⇒ categories=R & D
        rss: <title>T</title><category>IA</category><category> IA </category><category/> ⇒ categories=IA
        rss,rdf: <title>T</title><dc:subject>IA</dc:subject> ⇒ categories=IA
        atom: <title>T</title><category term="ia" label="L&apos;IA"/> ⇒ categories=L'IA
        atom: <title>T</title><category term="ia" scheme="https://x.example/"/> ⇒ categories=ia
        json: "url":"/a","tags":["ia","libre",3] ⇒ categories=ia, libre
        rss: <title>T</title><dc:language>en-GB</dc:language> ⇒ language=en
        rss: <title>T</title><language>fr_FR</language> ⇒ language=fr
        rss: <title>T</title><dc:language>klingon</dc:language> ⇒ language=
        json: "url":"/a","language":"de-AT" ⇒ language=de
        doc: <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="FR"><entry xml:lang="en-US"><title>T</title></entry></feed> ⇒ language=en ; feedlanguage=fr
        channel: <language>fr-FR</language> ⇒ feedlanguage=fr
        channel: <dc:language>de</dc:language> ⇒ feedlanguage=de
        channel: <title>Le &lt;b&gt;Fil&lt;/b&gt;</title><image><title>Logo</title></image> ⇒ feedtitle=Le Fil
        channel: <image><title>Logo</title></image><title>Le Fil</title> ⇒ feedtitle=Le Fil
        channel: <textInput><title>Chercher</title></textInput><title>Le Fil</title> ⇒ feedtitle=Le Fil
        channel: <ttl>30</ttl> ⇒ pause=30
        channel: <ttl> 1440 </ttl> ⇒ pause=1440
        channel: <ttl>0</ttl> ⇒ pause=
        channel: <ttl>jamais</ttl> ⇒ pause=
        channel: <ttl>99999999999</ttl> ⇒ pause=
        channel: <sy:updatePeriod>hourly</sy:updatePeriod> ⇒ pause=60
        channel: <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency> ⇒ pause=15
        channel: <sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency> 2 </sy:updateFrequency> ⇒ pause=720
        channel: <sy:updatePeriod>yearly</sy:updatePeriod> ⇒ pause=10080
        channel: <sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency> ⇒ pause=
        channel: <ttl>30</ttl><sy:updatePeriod>daily</sy:updatePeriod> ⇒ pause=30
        """;

    public const string Broken =
        """
        rss: <title>L&rsquo;&eacute;tat</title> ⇒ title=L’état ; mended=HTML's names
        rss: <title>a&nbsp;b &hearts; &bull;</title> ⇒ title=a b ♥ • ; mended=HTML's names
        rss: <title>Q&A et R&D</title> ⇒ title=Q&A et R&D ; mended=ampersands
        rss: <title>A & B</title> ⇒ title=A & B ; mended=ampersands
        rss: <title>5 < 6 et 7 > 3</title> ⇒ title=5 < 6 et 7 > 3
        rss: <title>Un<link>/1</link> ⇒ title=Un ; link=https://news.example/1 ; mended=not closed
        rss: <title>Un</titre><link>/1</link> ⇒ title=Un ; link=https://news.example/1
        rss: <title>Un</title><link>/1 ⇒ title=Un ; link=https://news.example/1
        rss: <title>Un</title><br><link>/1</link><hr> ⇒ title=Un ; link=https://news.example/1
        rss: <title>Un</title></b></i><link>/1</link> ⇒ link=https://news.example/1
        rss: <title>Un</title><description>Un <b>deux <i>trois</description><link>/1</link> ⇒ summary=Un deux trois ; link=https://news.example/1
        rss: <title><![CDATA[Un</title><link>/1</link> ⇒ title=Un ; link=https://news.example/1
        rss: <title>Un]]></title> ⇒ title=Un]]>
        rss: <title><![CDATA[Un <![CDATA[deux]]></title> ⇒ title=Un <![CDATA[deux
        rss: <title>Un <!-- deux --> trois</title> ⇒ title=Un trois
        rss: <title>Un</title><!-- jamais fermé <link>/1</link> ⇒ link=https://news.example/1
        rss: <title attr="a" attr="b" attr>Un</title> ⇒ title=Un
        rss: <title attr="a>Un</title><link>/1</link> ⇒ title=Un ; link=https://news.example/1
        rss: <title>Un\u0000\u0008\u001f</title> ⇒ title=Un
        rss: <title>Un</title><link>/1</link><guid isPermaLink=false>7</guid> ⇒ id=7 ; link=https://news.example/1
        rss: <title>Un</title><inconnu:balise>x</inconnu:balise><link>/1</link> ⇒ link=https://news.example/1
        rss: <title>Un</title><inconnu><title>Faux</title><link>/faux</link></inconnu><link>/1</link> ⇒ title=Un ; link=https://news.example/1
        doc: <rss><channel><item><dc:creator>Ada</dc:creator><title>T</title></item></channel></rss> ⇒ author=Ada
        doc: <rss><channel><item><content:encoded>x</content:encoded><title>T</title></item></channel></rss> ⇒ content=x
        doc: <rss xmlns:autre="http://purl.org/dc/elements/1.1/"><channel><item><autre:creator>Ada</autre:creator><title>T</title></item></channel></rss> ⇒ author=Ada
        doc: <rss xmlns:dc="https://sans.rapport.example/"><channel><item><dc:creator>Ada</dc:creator><title>T</title></item></channel></rss> ⇒ author=
        doc: <rss><channel><item><title>Un</title><item><title>Deux</title></item></channel></rss> ⇒ titles=Un, Deux ; mended=not closed
        doc: <rss><channel><item><title>Un</title></channel></rss> ⇒ titles=Un ; mended=not closed
        doc: <rss><channel><item><title>Un</title><link>/1</link> ⇒ titles=Un ; mended=breaks off
        doc: <rss><channel><item><title>Un</title><link>/1</link></item><item><title>Deu ⇒ titles=Un ; mended=breaks off
        doc: <rss><channel><item><title>Un</title><link>/1</link></item><item><guid>2</guid><title>Deux</title><description>Cou ⇒ titles=Un, Deux ; mended=breaks off
        doc: <rss><channel><item><title>Un</title><link>/1</link></item><it ⇒ titles=Un
        doc: <rss><channel><item><title>Un</title><link>/1</link></item> ⇒ titles=Un ; mended=
        doc: <rss><item><title>Un</title></item></rss> ⇒ titles=Un
        doc: <channel><item><title>Un</title></item></channel> ⇒ titles=Un
        doc: <rss><channel></channel><item><title>Un</title></item></rss> ⇒ titles=Un
        doc: \n\n  <?xml version="1.0"?><rss><channel><item><title>Un</title></item></channel></rss> ⇒ titles=Un ; mended=
        doc: \uFEFF<?xml version="1.0"?><rss><channel><item><title>Un</title></item></channel></rss> ⇒ titles=Un ; mended=
        doc: Notice: ligne 3 <rss><channel><item><title>Un</title></item></channel></rss> ⇒ titles=Un
        doc: <b>Warning</b>: x <br /><?xml version="1.0"?><rss><channel><item><title>Un</title></item></channel></rss> ⇒ titles=Un ; mended=Something stands before
        doc: <rss><channel><item><title>Un</title></item></channel></rss><script>x</script><!-- 0.1 s --> ⇒ titles=Un
        doc: <rss><channel><item><title>Un</title></item></channel></rss>\u0000\u0000 ⇒ titles=Un
        doc: <!DOCTYPE rss PUBLIC "-//X//DTD RSS 0.91//EN" "http://x.example/rss.dtd"><rss version="0.91"><channel><item><title>&eacute;</title></item></channel></rss> ⇒ titles=é ; format=RSS 0.91
        doc: <!DOCTYPE rss [<!ENTITY n "nom">]><rss><channel><item><title>&n; &inconnu;</title></item></channel></rss> ⇒ titles=nom &inconnu;
        doc: <!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&f;</title></item></channel></rss> ⇒ titles=&f;
        doc: <!DOCTYPE rss [<!ENTITY a "xx"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss> ⇒ titles=&b;
        doc: <!DOCTYPE rss [<!ENTITY % p SYSTEM "http://x.example/p"> %p;]><rss><channel><item><title>Un</title></item></channel></rss> ⇒ titles=Un
        doc: <RSS VERSION="2.0"><CHANNEL><ITEM><TITLE>Un</TITLE><LINK>/1</LINK></ITEM></CHANNEL></RSS> ⇒ titles=Un ; links=https://news.example/1
        doc: <feed><entry><title>Un</title><link href="/1"></entry><entry><title>Deux</title><link href="/2"></entry></feed> ⇒ links=https://news.example/1, https://news.example/2
        doc: <feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Un</title><content type="xhtml"><div><p>x<br>y</div></content><link href="/1"/></entry></feed> ⇒ content=<p>x<br>y</p> ; link=https://news.example/1
        doc: <feed xmlns="http://example.org/wrong"><entry><title>Un</title></entry></feed> ⇒ titles=Un
        doc: <?xml version="1.0" encoding="klingon"?><rss><channel><item><title>Été</title></item></channel></rss> ⇒ titles=Été ; mended="klingon"
        doc: <?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><item><title>Été</title></item></channel></rss> ⇒ titles=Été ; mended=but it is UTF-8
        doc: <?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><item><title>Ete</title></item></channel></rss> ⇒ titles=Ete ; mended=
        doc: <rss><channel><item><description>Sans titre ni lien</description></item></channel></rss> ⇒ count=1 ; title= ; summary=Sans titre ni lien
        doc: <rss><channel><item></item><item/><item><title>Un</title></item></channel></rss> ⇒ titles=, , Un ; blank=yes
        """;

    public const string Documents =
        """
        doc: <rss version="2.0"><channel/></rss> ⇒ format=RSS 2.0 ; count=0 ; failure=
        doc: <rss version="0.92"><channel/></rss> ⇒ format=RSS 0.92
        doc: <rss><channel/></rss> ⇒ format=RSS
        doc: <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"/> ⇒ format=RSS 1.0
        doc: <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><item><title>T</title></item></rdf:RDF> ⇒ format=RSS 0.90 ; titles=T
        doc: <feed xmlns="http://www.w3.org/2005/Atom"/> ⇒ format=Atom 1.0 ; failure=
        doc: <feed version="0.3" xmlns="http://purl.org/atom/ns#"/> ⇒ format=Atom 0.3
        doc: <x:feed xmlns:x="http://www.w3.org/2005/Atom"><x:title>T</x:title></x:feed> ⇒ format=Atom 1.0 ; feedtitle=T
        doc: {"version":"https://jsonfeed.org/version/1","items":[]} ⇒ format=JSON Feed 1.0 ; count=0
        doc: {"version":"https://jsonfeed.org/version/1.1","items":[]} ⇒ format=JSON Feed 1.1
        doc: {"version":"https://jsonfeed.org/version/1.1","language":"fr-CA","title":" Le\\nFil ","items":[]} ⇒ feedlanguage=fr ; feedtitle=Le Fil
        doc: {"items":[{"id":"1"},{"id":"1"},{},7,null]} ⇒ identities=1
        doc: {"items":[],} ⇒ count=0 ; failure=
        doc: {"items":{}} ⇒ failure=no "items"
        doc: [] ⇒ failure=no "items"
        doc: {"items":[ ⇒ failure=goes wrong in line 1
        doc: {"a":"\\ud800","items":[{"title":"\\ud800"}]} ⇒ failure=surrogate
        doc: <html><body>x</body></html> ⇒ failure=is an HTML page
        doc: <!DOCTYPE html><title>x</title> ⇒ failure=is an HTML page
        doc: <!-- x --><HTML><HEAD></HEAD></HTML> ⇒ failure=names no feed
        doc: <html><head><link rel="alternate" type="application/atom+xml" href="/a.xml"></head></html> ⇒ failure=the feed https://news.example/a.xml
        doc: <html><head><link href='f' type='application/feed+json' rel='alternate'></head></html> ⇒ failure=the feed https://news.example/feeds/f
        doc: <html><head><link rel="stylesheet" type="application/rss+xml" href="/a.xml"></head></html> ⇒ failure=names no feed
        doc: <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/> ⇒ failure=is a sitemap
        doc: <sitemapindex/> ⇒ failure=is a sitemap
        doc: <opml version="2.0"/> ⇒ failure=(OPML)
        doc: <error>Interdit</error> ⇒ failure=begins with <error>
        doc: Page introuvable ⇒ failure=no markup
        doc: %PDF-1.7 ⇒ failure=no markup
        doc: \u0000\u0000 ⇒ failure=nothing but blanks
        doc: <?xml version="1.0"?> ⇒ failure=no feed
        doc: < ⇒ failure=no feed
        """;
}
